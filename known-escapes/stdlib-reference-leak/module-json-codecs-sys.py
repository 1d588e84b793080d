# id: module-json-codecs-sys
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: Breaking in the jail, a contest jail
# technique: json keeps codecs, and codecs.open opens files
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import json

print(json.codecs.open("canary.txt", encoding="utf-8").read())
