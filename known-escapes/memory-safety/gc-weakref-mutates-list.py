# id: gc-weakref-mutates-list
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython's collection of crashers (mutation inside a collection)
# technique: a collection inside a list's copy runs a weak reference's callback, which empties that list
# needs: 3.11 or before
# pythons: 3.11.2
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import weakref


class Cycle:
    pass


def callback(reference):
    numbers[:] = ()


numbers = []
keepalive = []
for size in range(100):
    numbers[:] = [str(n) for n in range(size)]
    ring = [Cycle(), Cycle()]
    ring[0].other, ring[1].other = ring[1], ring[0]
    keepalive.append(weakref.ref(ring[0], callback))
    del ring
    while numbers:
        keepalive.append(numbers[:])
