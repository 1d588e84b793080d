# id: type-object-from-literal
# family: object-graph
# kind: escape
# invariant: D, E
# origin: pyjailbreaker's gadget for the builtin type
# technique: two __class__ steps from a literal give the metaclass, which lists children and builds classes without being named
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

meta = "".__class__.__class__
top = meta("Fresh", (), {}).__base__
print([c.token for c in meta.__subclasses__(top) if c.__name__ == "PadcellCanary"][0])
