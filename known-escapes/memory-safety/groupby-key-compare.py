# id: groupby-key-compare
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-143543
# technique: groupby compares keys it does not own, while __eq__ moves the same iterator on
# needs: 3.12+
# pythons: 3.12.1, 3.13.0
# stopped-by: supervisor, seccomp
# fix: structural
# alive-when: crash

import itertools


class Key:
    def __init__(self, moves):
        self.moves = moves

    def __eq__(self, other):
        if self.moves:
            self.moves = False
            next(groups)
            return NotImplemented
        return False


keys = (Key(number == 0) for number in range(9))
groups = itertools.groupby(range(9), key=lambda value: next(keys))
next(groups)
next(groups)
