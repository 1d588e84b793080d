# id: import-fromlist-submodule
# family: import-machinery
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: names after import may be submodules, which a hook that looks at the module's name alone never sees
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

from json import tool

print(tool.sys.modules["padcell_canary"].TOKEN)
