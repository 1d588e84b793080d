# id: module-re-enum-sys
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: found while probing CPython
# technique: re keeps enum and functools, each of which keeps modules of its own
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import re

print(re.enum.sys.modules["__main__"].CANARY)
