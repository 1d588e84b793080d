# id: property-fget
# family: function-internals
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a property read from its class gives away the getter, a Python function with the globals of a trusted module
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

from fractions import Fraction

print(Fraction.numerator.fget.__globals__["sys"].modules["padcell_canary"].TOKEN)
