# id: tuple-hash-nested
# family: c-stack
# kind: crash
# invariant: A
# origin: found while probing CPython
# technique: hashing nested tuples descends in C without counting
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: crash

nest = ()
for _ in range(300_000):
    nest = (nest,)
hash(nest)
