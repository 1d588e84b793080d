# id: bytesio-writelines-close
# twin-of: memory-safety/bytesio-writelines-close
# shows: bytes in memory as a file: written, sought, truncated, viewed and closed

import io

stream = io.BytesIO(b"head\n")
stream.seek(0, io.SEEK_END)
stream.writelines(part + b"\n" for part in (b"one", b"two"))
assert stream.getvalue() == b"head\none\ntwo\n" and stream.tell() == 13
stream.seek(5)
assert stream.readline() == b"one\n" and stream.read(2) == b"tw" and list(stream) == [b"o\n"]
target = bytearray(4)
stream.seek(0)
assert stream.readinto(target) == 4 and target == b"head"
with stream.getbuffer() as view:
    view[0] = ord("H")
stream.truncate(4)
assert stream.getvalue() == b"Head"
reader = io.BufferedReader(io.BytesIO(b"0123456789"), buffer_size=4)
assert reader.peek(1)[:1] == b"0" and reader.read(3) == b"012" and reader.read1(2) in (b"3", b"34")
stream.close()
assert stream.closed
try:
    stream.read()
except ValueError as error:
    assert str(error) == "I/O operation on closed file."
else:
    raise AssertionError("no error came")
print("twin ok")
