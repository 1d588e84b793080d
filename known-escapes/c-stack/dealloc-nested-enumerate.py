# id: dealloc-nested-enumerate
# family: c-stack
# kind: crash
# invariant: A
# origin: found while probing CPython; of a kind with gh-102356
# technique: enumerate objects around each other are freed one inside the other
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: crash

nest = enumerate(())
for _ in range(1_000_000):
    nest = enumerate(nest)
del nest
