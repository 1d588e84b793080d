# id: sys-modules-lookup
# family: import-machinery
# kind: escape
# invariant: D, E, G
# origin: a test of smolagents for builtins through sys
# technique: sys.modules hands out loaded modules with no import hook in between
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import enum

print(enum.sys.modules["os"].environ["PADCELL_CANARY"])
