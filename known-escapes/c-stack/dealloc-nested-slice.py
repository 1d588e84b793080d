# id: dealloc-nested-slice
# family: c-stack
# kind: crash
# invariant: A
# origin: found while probing CPython
# technique: slices are freed one inside the other with no limit of depth
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: crash

nest = None
for _ in range(1_000_000):
    nest = slice(nest)
del nest
