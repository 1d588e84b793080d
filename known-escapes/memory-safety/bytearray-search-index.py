# id: bytearray-search-index
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-142560
# technique: find() keeps the buffer's address over a call of __index__, which clears the bytearray
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


haystack.find(Needle())
