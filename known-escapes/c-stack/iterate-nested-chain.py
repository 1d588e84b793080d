# id: iterate-nested-chain
# family: c-stack
# kind: crash
# invariant: A
# origin: CPython report gh-74483
# technique: the next item of chains around chains is asked for by recursion in C, with no Python frame to count
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: crash

import itertools

nest = iter(())
for _ in range(300_000):
    nest = itertools.chain(nest)
next(nest, None)
