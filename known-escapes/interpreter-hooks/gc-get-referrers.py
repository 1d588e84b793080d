# id: gc-get-referrers
# family: interpreter-hooks
# kind: escape
# invariant: C, D, E
# origin: found while probing CPython
# technique: the collector names the owners of an object, which climbs from a shared function to the host's namespace
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import itertools

gc = itertools.__loader__.load_module("gc")
owners = gc.get_referrers(__import__)
print([d for d in owners if type(d) is dict and "CANARY" in d][0]["CANARY"])
