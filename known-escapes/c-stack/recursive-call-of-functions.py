# id: recursive-call-of-functions
# family: c-stack
# kind: crash
# invariant: A
# origin: Lib/test/crashers of CPython
# technique: with the limit raised, a key function that sorts by itself fills the C stack
# needs: a jail that lets sys.setrecursionlimit through
# pythons: 3.11.2, 3.13.0
# stopped-by: builtins, permits, supervisor, process
# fix: structural
# alive-when: crash

import enum


def key(value):
    return sorted([value, value], key=key)


enum.sys.setrecursionlimit(1 << 30)
key(1)
