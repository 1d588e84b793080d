# id: grouper-key-compare
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython reports gh-146613 and gh-145678
# technique: the iterator of a group compares keys it does not own, while __eq__ moves the outer iterator on
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import itertools


class Key:
    def __init__(self, moves):
        self.moves = moves

    def __eq__(self, other):
        del other
        if self.moves:
            self.moves = False
            next(groups), next(groups)
            refill.extend(bytes([255]) * 30 for _ in range(1000))
        return NotImplemented


refill = []
keys = (Key(number == 0) for number in range(9))
groups = itertools.groupby(range(9), key=lambda value: next(keys))
_, group = next(groups)
list(group)
