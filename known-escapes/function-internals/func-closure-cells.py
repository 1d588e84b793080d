# id: func-closure-cells
# family: function-internals
# kind: information-leak
# invariant: C, D, E
# origin: pysandbox's test of closures
# technique: what a function captured is readable cell by cell; a namedtuple's _make captured len, and len keeps its module
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

from collections import namedtuple

make = namedtuple("Pair", "a b")._make.__func__
captured = [cell.cell_contents for cell in make.__closure__]
function = [value for value in captured if callable(value) and value.__name__ == "len"][0]
print(function.__self__.open("canary.txt").read())
