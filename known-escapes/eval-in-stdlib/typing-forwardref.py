# id: typing-forwardref
# family: eval-in-stdlib
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a forward reference compiles its text when it is made and evaluates it when asked
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import typing

reference = typing.ForwardRef("print(open('canary.txt').read())")
reference._evaluate({}, {}, recursive_guard=frozenset())
