# id: iterator-reduce-returns-builtin
# family: object-graph
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: reducing a list iterator answers with the builtin iter, a C function nobody named, and so with its __self__
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

function = [].__iter__().__reduce__()[0]
print(function.__self__.open("canary.txt").read())
