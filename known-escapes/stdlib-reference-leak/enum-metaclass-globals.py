# id: enum-metaclass-globals
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: found while probing CPython
# technique: the metaclass of an enumeration has Python methods, whose globals hold sys
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import enum


class Colour(enum.Enum):
    RED = 1


namespace = type(Colour).__iter__.__globals__
print(namespace["sys"].modules["padcell_canary"].TOKEN)
