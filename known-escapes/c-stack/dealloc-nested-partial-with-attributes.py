# id: dealloc-nested-partial-with-attributes
# family: c-stack
# kind: crash
# invariant: A
# origin: found while probing CPython
# technique: partial objects that carry attributes are freed one inside the other
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: crash

import functools

nest = print
for _ in range(1_000_000):
    nest = functools.partial(nest)
    nest.mark = None  # without it, a partial of a partial is flattened
del nest
