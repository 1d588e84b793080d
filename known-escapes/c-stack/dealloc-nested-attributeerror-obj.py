# id: dealloc-nested-attributeerror-obj
# family: c-stack
# kind: crash
# invariant: A
# origin: found while probing CPython
# technique: an AttributeError keeps an object, and that may be another AttributeError: the chain is freed by recursion
# needs: 3.10+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: crash

nest = None
for _ in range(1_000_000):
    nest = AttributeError("name", obj=nest)
del nest
