# id: exec-inserts-builtins
# family: function-internals
# kind: escape
# invariant: D, E
# origin: documented behaviour of exec and eval
# technique: eval puts the caller's builtins into a globals dictionary that lacks them; typing evaluates an annotation in ours
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import typing


def harmless(x: "int"):
    pass


namespace = {}
typing.get_type_hints(harmless, namespace)
print(namespace["__builtins__"]["open"]("canary.txt").read())
