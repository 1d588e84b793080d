# id: instance-class-init-globals
# family: object-graph
# kind: escape
# invariant: C, D, E
# origin: a report to simpleeval about functions of objects that the host hands in
# technique: random.choice is bound to an instance; its class has Python methods, and their globals hold os
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random

instance = random.choice.__self__
print(instance.__class__.__init__.__globals__["_os"].environ["PADCELL_CANARY"])
