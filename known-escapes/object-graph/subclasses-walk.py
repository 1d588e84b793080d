# id: subclasses-walk
# family: object-graph
# kind: escape
# invariant: D, E, G
# origin: smolagents advisory CVE-2025-9959; also the asteval, simpleeval and Jinja sandbox cheat sheets
# technique: any literal leads to object, and object.__subclasses__() lists every class alive, a class of the host among them
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

classes = ().__class__.__base__.__subclasses__()
hidden = [c for c in classes if c.__name__ == "PadcellCanary"]
print(hidden[0].token)
