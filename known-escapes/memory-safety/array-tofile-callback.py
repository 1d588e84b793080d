# id: array-tofile-callback
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-144922
# technique: tofile() writes block by block from memory that the first write has given back
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import array


class File:
    def write(self, data):
        del numbers[:]


numbers = array.array("q", bytes(1 << 24))
numbers.tofile(File())
