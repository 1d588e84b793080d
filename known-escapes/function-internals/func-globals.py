# id: func-globals
# family: function-internals
# kind: escape
# invariant: C, D, E
# origin: pysandbox's attribute tests (func_globals)
# technique: a Python function that the host gives to the guest, here the import hook, shows the host's namespace as __globals__
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

print(__import__.__globals__["CANARY"])
