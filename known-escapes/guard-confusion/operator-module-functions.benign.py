# id: operator-module-functions
# twin-of: guard-confusion/operator-module-functions
# shows: operators as functions, folded and accumulated

import functools
import itertools
import operator

assert functools.reduce(operator.mul, range(1, 6)) == 120
assert list(itertools.accumulate([1, 2, 3], operator.add)) == [1, 3, 6]
table = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow}


def reckon(text):
    stack = []
    for token in text.split():
        if token in table:
            right, left = stack.pop(), stack.pop()
            stack.append(table[token](left, right))
        else:
            stack.append(float(token))
    return stack.pop()


assert reckon("3 4 + 2 * 7 /") == 2.0 and reckon("2 10 ^") == 1024.0
row = [1, 2, 3]
operator.setitem(row, 0, 9)
operator.delitem(row, 1)
assert row == [9, 3] and operator.contains(row, 3) and operator.indexOf(row, 3) == 1
assert operator.countOf("banana", "a") == 3 and operator.concat("a", "b") == "ab"
assert operator.iadd([1], [2]) == [1, 2] and operator.length_hint(iter([1, 2])) == 2
assert operator.index(True) == 1 and operator.not_([]) and operator.is_(None, None)
print("twin ok")
