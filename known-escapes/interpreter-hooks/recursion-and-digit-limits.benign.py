# id: recursion-and-digit-limits
# twin-of: interpreter-hooks/recursion-and-digit-limits
# shows: deep recursion after setrecursionlimit, and long numbers after set_int_max_str_digits

import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


old = sys.getrecursionlimit()
assert old >= 1000 and depth(500) == 500
sys.setrecursionlimit(5000)
assert sys.getrecursionlimit() == 5000 and depth(4000) == 4000
sys.setrecursionlimit(old)


def forever():
    return forever()


try:
    forever()
except RecursionError as error:
    assert str(error).startswith("maximum recursion depth exceeded")
else:
    raise AssertionError("recursion without an end ended")
assert depth(100) == 100
digits = sys.get_int_max_str_digits()
sys.set_int_max_str_digits(5000)
assert len(str(10 ** 4500)) == 4501
sys.set_int_max_str_digits(digits)
print("twin ok")
