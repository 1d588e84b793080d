# id: mro-method-without-dunder
# family: object-graph
# kind: escape
# invariant: D, E
# origin: simpleeval's list of disallowed methods
# technique: type.mro is an ordinary name, so a filter for double underscores lets the step from str to object pass
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

top = str.mro()[-1]
kids = getattr(top, "_" + "_subclasses_" + "_")
print([c.token for c in kids() if hasattr(c, "token") and c.__name__.startswith("Padcell")][0])
