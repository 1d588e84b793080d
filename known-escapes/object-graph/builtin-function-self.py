# id: builtin-function-self
# family: object-graph
# kind: escape
# invariant: D, E, G
# origin: pyjailbreaker's builtins_dict gadget; pysandbox hid the attribute
# technique: a C function of builtins keeps its module in __self__, so giving away print gives away open
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

print(print.__self__.open("canary.txt").read())
