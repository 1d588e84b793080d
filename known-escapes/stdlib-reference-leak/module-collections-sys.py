# id: module-collections-sys
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: found while probing CPython
# technique: collections keeps sys under the name _sys
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

from collections import _sys as system

print(system.modules["os"].environ["PADCELL_CANARY"])
