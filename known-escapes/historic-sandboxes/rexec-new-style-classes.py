# id: rexec-new-style-classes
# family: historic-sandboxes
# kind: escape
# invariant: D, E
# origin: rexec and Bastion, withdrawn in 2003
# technique: new-style classes brought attribute paths that restricted mode did not know: descriptors that list subclasses
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

listing = type.__dict__["__subclasses__"].__get__(object, type)
print([c.token for c in listing() if c.__name__ == "PadcellCanary"][0])
