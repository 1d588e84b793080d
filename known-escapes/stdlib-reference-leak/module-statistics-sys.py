# id: module-statistics-sys
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: found while probing CPython
# technique: even a module of numeric helpers keeps random, which keeps os
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import statistics

print(statistics.random._os.environ["PADCELL_CANARY"])
