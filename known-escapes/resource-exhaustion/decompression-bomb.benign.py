# id: decompression-bomb
# twin-of: resource-exhaustion/decompression-bomb
# shows: data compressed and expanded, whole and in pieces

import zlib

text = b"the same words, " * 500
packed = zlib.compress(text, 9)
assert len(packed) < 100 and zlib.decompress(packed) == text and zlib.crc32(b"a") == 3904355907
piecewise = zlib.decompressobj()
parts = [piecewise.decompress(packed, 1000)]
while piecewise.unconsumed_tail:
    parts.append(piecewise.decompress(piecewise.unconsumed_tail, 1000))
parts.append(piecewise.flush())
assert b"".join(parts) == text and max(map(len, parts)) <= 1000
press = zlib.compressobj(wbits=-15)
raw = press.compress(text) + press.flush()
assert zlib.decompress(raw, wbits=-15) == text and zlib.adler32(b"abc") == 38600999
try:
    zlib.decompress(packed[:-5])
except zlib.error as error:
    assert "incomplete or truncated stream" in str(error)
else:
    raise AssertionError("no error came")
print("twin ok")
