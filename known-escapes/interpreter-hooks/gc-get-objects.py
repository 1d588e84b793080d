# id: gc-get-objects
# family: interpreter-hooks
# kind: escape
# invariant: C, D, E
# origin: Another Impossible Escape, a contest jail
# technique: the collector lists every container of the interpreter, the host's namespace among them
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import itertools

gc = itertools.__loader__.load_module("gc")
found = [d for d in gc.get_objects() if type(d) is dict and type(d.get("CANARY")) is str]
print(found[0]["CANARY"])
