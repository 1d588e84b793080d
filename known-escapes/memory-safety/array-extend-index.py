# id: array-extend-index
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-142882
# technique: append() makes room, then asks the value for __index__, which empties the array, then writes
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import array


class Value:
    def __index__(self):
        numbers.__delitem__(slice(None))
        return 1


numbers = array.array("q", range(1000))
numbers.append(Value())
