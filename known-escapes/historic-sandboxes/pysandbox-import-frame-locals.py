# id: pysandbox-import-frame-locals
# family: historic-sandboxes
# kind: escape
# invariant: D, E
# origin: pysandbox before 1.0
# technique: the import hook that refuses leaves its frame in the traceback, and with it the namespace it ran in
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

try:
    import os
except ImportError as error:
    refused = error.__traceback__.tb_next.tb_frame
print(refused.f_globals["CANARY"])
