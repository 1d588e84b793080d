# id: getattribute-unbound-call
# family: object-graph
# kind: escape
# invariant: D, E
# origin: a test of smolagents for attribute access through a dunder call
# technique: type.__getattribute__ takes the name as data, so the denied name is nowhere in the syntax tree
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

children = type.__getattribute__(object, "".join(["__", "subclasses", "__"]))()
print([type.__getattribute__(c, "token") for c in children if c.__name__ == "PadcellCanary"][0])
