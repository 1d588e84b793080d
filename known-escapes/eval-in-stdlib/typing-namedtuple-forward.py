# id: typing-namedtuple-forward
# family: eval-in-stdlib
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a field type given as text is evaluated in the module the tuple says it is from, and it may say the host's
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, interpreter, permits
# fix: structural
# alive-when: canary

import typing

Record = typing.NamedTuple("Record", [("field", "print(CANARY)")])
Record.__module__ = "__main__"
typing.get_type_hints(Record)
