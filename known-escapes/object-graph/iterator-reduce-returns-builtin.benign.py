# id: iterator-reduce-returns-builtin
# twin-of: object-graph/iterator-reduce-returns-builtin
# shows: iterators copied half way, each going on by itself

import copy
import itertools

numbers = iter([1, 2, 3, 4])
assert next(numbers) == 1
twin = copy.copy(numbers)
assert next(numbers) == 2 and list(twin) == [2, 3, 4] and list(numbers) == [3, 4]
left, right = itertools.tee(n * n for n in range(4))
assert list(left) == [0, 1, 4, 9] and list(right) == [0, 1, 4, 9]
counting = itertools.count(5, 2)
next(counting)
ahead = copy.copy(counting)
assert next(ahead) == 7 and next(counting) == 7
span = copy.copy(iter(range(3)))
assert list(span) == [0, 1, 2]
print("twin ok")
