# id: walrus-scope-leak
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: RestrictedPython reviewed assignment expressions for release 5.1
# technique: an assignment inside a comprehension binds outside it: here the name from which later functions take their builtins
# needs: 3.8+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

[__builtins__ := function.__self__ for function in [len]]
print((lambda: open("canary.txt").read())())
