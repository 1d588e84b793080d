# id: code-consts-out-of-bounds
# family: code-objects
# kind: crash
# invariant: A, G
# origin: CPython report gh-95222
# technique: LOAD_CONST trusts its index, so a function whose constants were taken away reads what lies behind the tuple
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: crash


def read():
    return [1.5, "a", 2.5, "b", 3.5, "c", 4.5, "d", read]


read.__code__ = read.__code__.replace(co_consts=())
print(read())
