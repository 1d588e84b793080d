# id: code-names-out-of-bounds
# family: code-objects
# kind: crash
# invariant: A
# origin: CPython report gh-95222
# technique: LOAD_ATTR trusts its index into the names, and they can be taken away
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: crash


def read(x):
    return x.a.b.c.d.e.f.g


read.__code__ = read.__code__.replace(co_names=())
print(read(1))
