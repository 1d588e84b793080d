# id: module-datetime-sys
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: found while probing CPython
# technique: in 3.11 datetime is a Python file that keeps sys; later releases moved it
# needs: 3.11
# pythons: 3.11.2
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import datetime

print(datetime.sys.modules["padcell_canary"].TOKEN)
