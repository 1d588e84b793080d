# id: partial-repr-setstate
# twin-of: memory-safety/partial-repr-setstate
# shows: partial functions shown, nested and copied

import copy
import functools


def volume(a, b, c=1):
    return a * b * c


flat = functools.partial(volume, 2)
deep = functools.partial(flat, 3, c=4)
assert deep() == 24 and deep.args == (2, 3) and deep.keywords == {"c": 4} and deep.func is volume
assert repr(functools.partial(int, base=2)) == "functools.partial(<class 'int'>, base=2)"
assert functools.partial(int, base=2)("101") == 5
twin = copy.copy(deep)
assert twin() == 24 and twin is not deep
flat.note = "two"
assert flat.note == "two"
print("twin ok")
