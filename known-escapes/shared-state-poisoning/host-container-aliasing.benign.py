# id: host-container-aliasing
# twin-of: shared-state-poisoning/host-container-aliasing
# shows: shared lists, and copies that share nothing

import copy

grid = [[0] * 3] * 2
grid[0][1] = 5
assert grid == [[0, 5, 0], [0, 5, 0]] and grid[0] is grid[1]
deep = copy.deepcopy(grid)
deep[0][0] = 1
assert deep[1][0] == 1 and grid[0][0] == 0
shallow = grid[:]
shallow[0] = ["new"]
assert grid[0] == [0, 5, 0]
loop = [1]
loop.append(loop)
other = copy.deepcopy(loop)
assert other[1] is other and other is not loop and repr(loop) == "[1, [...]]"
row = [1, 2]
alias = row
alias += [3]
assert row == [1, 2, 3]
pair = (row,)
try:
    pair[0] += [4]
except TypeError as error:
    assert row == [1, 2, 3, 4]
else:
    raise AssertionError("no error came")
print("twin ok")
