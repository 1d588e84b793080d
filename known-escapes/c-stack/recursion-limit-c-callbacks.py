# id: recursion-limit-c-callbacks
# family: c-stack
# kind: crash
# invariant: A
# origin: CPython change log of 3.12.0a1 (gh-91079)
# technique: with the limit raised, attribute lookups that call themselves through C run out of stack
# needs: a jail that lets sys.setrecursionlimit through
# pythons: 3.11.2
# stopped-by: builtins, permits, supervisor, process
# fix: structural
# alive-when: crash

import enum


class Asks:
    def __getattr__(self, name):
        return getattr(self, name + "x")


enum.sys.setrecursionlimit(1 << 30)
Asks().a
