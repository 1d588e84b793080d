# id: gc-get-referents
# family: interpreter-hooks
# kind: escape
# invariant: C, D, E
# origin: found while probing CPython
# technique: the collector names what an object refers to, the globals of a function too, whatever its attributes hide
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import itertools

gc = itertools.__loader__.load_module("gc")
parts = gc.get_referents(__import__)
print([d for d in parts if type(d) is dict and "CANARY" in d][0]["CANARY"])
