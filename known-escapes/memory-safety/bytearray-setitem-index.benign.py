# id: bytearray-setitem-index
# twin-of: memory-safety/bytearray-setitem-index
# shows: bytearrays changed by index, slice and step, grown and shrunk

data = bytearray(b"abcdef")
data[0] = 65
data[-1] = ord("F")
data[1:3] = b"--longer--"
assert data == b"A--longer--deF"
data[1:11] = b"bc"
data[::2] = b"XYZ"
assert data == bytearray(b"XbYdZF"), data
del data[1::2]
data.extend(range(48, 51))
data += b"!"
data.insert(0, 0x20)
assert data == b" XYZ012!" and data.pop() == 33 and data.find(b"Z0") == 3
data *= 2
assert len(data) == 14 and data.count(b"XYZ") == 2
data.reverse()
assert bytes(data[:3]) == b"210" and data.hex(":", 4).startswith("3231:")


class Index:
    def __index__(self):
        return 2


data[Index()] = Index()
assert data[2] == 2
for index, value in ((0, 256), (0, -1)):
    try:
        data[index] = value
    except ValueError as error:
        assert str(error) == "byte must be in range(0, 256)"
    else:
        raise AssertionError("no error came")
try:
    data[99] = 0
except IndexError as error:
    assert str(error) == "bytearray index out of range"
else:
    raise AssertionError("no error came")
assert bytearray.fromhex("00 ff") == b"\x00\xff" and bytearray(b"a,b").split(b",") == [b"a", b"b"]
print("twin ok")
