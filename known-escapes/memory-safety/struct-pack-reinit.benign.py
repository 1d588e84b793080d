# id: struct-pack-reinit
# twin-of: memory-safety/struct-pack-reinit
# shows: binary records packed, unpacked and iterated

import struct

record = struct.Struct("<H3sx?d")
packed = record.pack(513, b"ab", True, 0.5)
assert packed == b"\x01\x02ab\x00\x00\x01\x00\x00\x00\x00\x00\x00\xe0\x3f", packed
assert record.size == 15 and record.unpack(packed) == (513, b"ab\x00", True, 0.5)
buffer = bytearray(20)
struct.pack_into(">I", buffer, 4, 0xDEADBEEF)
assert buffer[4:8] == b"\xde\xad\xbe\xef" and struct.unpack_from(">HH", buffer, 4) == (0xDEAD, 0xBEEF)
assert list(struct.iter_unpack("<h", b"\x01\x00\xff\xff")) == [(1,), (-1,)]
assert struct.calcsize("!BHIQ") == 15 and struct.pack("4s", b"toolong") == b"tool"
for bad in ((("B", 256),), (("H", -1),), (("3B", 1),)):
    try:
        struct.pack(*bad[0])
    except struct.error:
        pass
    else:
        raise AssertionError(bad)
assert struct.unpack("<f", struct.pack("<f", 1.5)) == (1.5,) and (5).to_bytes(2, "big") == b"\x00\x05"
assert int.from_bytes(b"\xff\xfe", "big", signed=True) == -2
print("twin ok")
