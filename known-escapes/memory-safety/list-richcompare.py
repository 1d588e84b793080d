# id: list-richcompare
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-120298
# technique: the last comparison of two lists uses elements it does not own, while __lt__ clears both lists
# needs: 3.12 or before
# pythons: 3.11.2, 3.12.1
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

class Element:
    def __eq__(self, other):
        return False

    def __lt__(self, other):
        left.clear()
        right.clear()
        del self, other
        refill.extend(bytes([255]) * 30 for _ in range(100))
        return NotImplemented


refill = []
left = [Element()]
right = [Element()]
left < right
