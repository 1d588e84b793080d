# id: list-extended-slice-assign
# twin-of: memory-safety/list-extended-slice-assign
# shows: lists changed by slices with steps

row = list(range(10))
row[::3] = "abcd"
assert row == ["a", 1, 2, "b", 4, 5, "c", 7, 8, "d"]
del row[::2]
row[1:3] = []
row[1:1] = [9, 8, 7]
assert row == [1, 9, 8, 7, 7, "d"]
row[::-1] = range(6)
assert row == [5, 4, 3, 2, 1, 0]
row[:] = (n for n in row if n % 2)
assert row == [5, 3, 1]
try:
    row[::2] = [1]
except ValueError as error:
    assert str(error) == "attempt to assign sequence of size 1 to extended slice of size 2"
else:
    raise AssertionError("no error came")


class Grid:
    def __getitem__(self, key):
        return key


assert Grid()[1:2, ..., ::3] == (slice(1, 2), Ellipsis, slice(None, None, 3))
assert slice(None, None, -2).indices(7) == (6, -1, -2)
first, *middle, last = row
assert (first, middle, last) == (5, [3], 1)
print("twin ok")
