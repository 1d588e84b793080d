# id: imp-create-builtin-bad-name
# family: import-machinery
# kind: crash
# invariant: A
# origin: CPython report gh-98354
# technique: up to 3.11 create_builtin took the name of the spec for text without looking
# needs: 3.11
# pythons: 3.11.2
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum


class Spec:
    name = int


enum.sys.modules["_imp"].create_builtin(Spec)
