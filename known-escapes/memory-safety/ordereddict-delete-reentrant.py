# id: ordereddict-delete-reentrant
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-142637
# technique: deletion keeps a pointer to the node while __eq__ of the key clears the dictionary
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import collections


class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        table.clear()
        return True


table = collections.OrderedDict()
table[Key()] = None
del table[Key()]
