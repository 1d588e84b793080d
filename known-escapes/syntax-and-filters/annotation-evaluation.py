# id: annotation-evaluation
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: an annotation is an expression that runs with the def statement, not a comment
# needs: before 3.14
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary


def never_called(x: print(len.__self__.open("canary.txt").read())):
    pass
