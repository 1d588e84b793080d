# id: for-target-attribute-store
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: the target of a for loop may be an attribute: this one swaps the code of a trusted function without an assignment
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import textwrap


def planted(text):
    return open(text).read()


for textwrap.dedent.__code__ in [planted.__code__]:
    pass
print(textwrap.dedent("canary.txt"))
