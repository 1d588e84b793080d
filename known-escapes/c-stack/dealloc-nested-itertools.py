# id: dealloc-nested-itertools
# family: c-stack
# kind: crash
# invariant: A
# origin: CPython report gh-74483
# technique: islice, starmap, cycle and their kin are freed one inside the other
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: crash

import itertools

nest = iter(())
for _ in range(1_000_000):
    nest = itertools.starmap(print, nest)
del nest
