# id: memoryview-hash
# twin-of: memory-safety/memoryview-hash
# shows: memory views: slices, casts, writes through, hashing and release

import array

store = bytearray(range(8))
view = memoryview(store)
view[2:4] = b"\xff\xfe"
assert store[2:4] == b"\xff\xfe" and view[-1] == 7 and view.nbytes == 8
part = view[4:]
part[0] = 99
assert store[4] == 99 and part.tolist() == [99, 5, 6, 7]
wide = memoryview(array.array("H", [1, 2, 3]))
assert wide.format == "H" and wide.itemsize == 2 and wide.tolist() == [1, 2, 3]
grid = memoryview(bytes(range(6))).cast("B", shape=[2, 3])
assert grid.tolist() == [[0, 1, 2], [3, 4, 5]] and grid[1, 2] == 5 and grid.shape == (2, 3)
frozen = memoryview(b"abc")
assert frozen.readonly and hash(frozen) == hash(b"abc") and frozen == b"abc"
assert frozen[::-1].tobytes() == b"cba" and 98 in frozen and bytes(frozen) == b"abc"
try:
    frozen[0] = 1
except TypeError as error:
    assert str(error) == "cannot modify read-only memory"
else:
    raise AssertionError("no error came")
try:
    store.append(1)
except BufferError:
    pass
else:
    raise AssertionError("a bytearray grew below a view")
part.release()
view.release()
store.append(1)
with memoryview(store) as scoped:
    assert len(scoped) == 9
try:
    scoped[0]
except ValueError as error:
    assert "released memoryview" in str(error)
else:
    raise AssertionError("no error came")
print("twin ok")
