# id: typing-get-type-hints
# family: eval-in-stdlib
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: an annotation given as text is evaluated by get_type_hints, in a namespace that then gets the full builtins
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import typing


def annotated(x: "print(open('canary.txt').read())"):
    pass


typing.get_type_hints(annotated, {})
