# id: class-getitem-hook
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: subscripting a class runs __class_getitem__, in an annotation as well
# needs: 3.7+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary


class Read:
    __class_getitem__ = print.__self__.open


token: Read["canary.txt"]
print(*__annotations__["token"])
