# id: bytearray-contains-index
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-142560
# technique: the in operator reads a bytearray after __index__ of the left side has cleared it
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

haystack = bytearray(1 << 24)


class Needle:
    def __index__(self):
        haystack.clear()
        return 1


Needle() in haystack
