# id: textiowrapper-seek-detach
# twin-of: memory-safety/textiowrapper-seek-detach
# shows: text over bytes: encodings, line ends, tell and seek, and detach

import io

raw = io.BytesIO()
text = io.TextIOWrapper(raw, encoding="utf-8", newline="\r\n", write_through=True)
print("grün", "ß", sep="-", file=text)
text.write("two\n")
assert raw.getvalue() == "grün-ß\r\ntwo\r\n".encode()
below = text.detach()
assert below is raw
raw.seek(0)
reader = io.TextIOWrapper(raw, encoding="utf-8")
assert reader.readline() == "grün-ß\n"
place = reader.tell()
assert reader.read() == "two\n"
reader.seek(place)
assert reader.readlines() == ["two\n"] and reader.encoding == "utf-8"
loose = io.TextIOWrapper(io.BytesIO(b"a\xffb"), encoding="ascii", errors="replace")
assert loose.read() == "a\ufffdb"
try:
    io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8").read()
except UnicodeDecodeError as error:
    assert error.start == 0
else:
    raise AssertionError("no error came")
print("twin ok")
