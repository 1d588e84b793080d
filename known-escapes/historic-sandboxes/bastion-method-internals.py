# id: bastion-method-internals
# family: historic-sandboxes
# kind: escape
# invariant: D, E
# origin: Bastion of Python 1.5 to 2.2
# technique: a bound method given out as a harmless function shows the object and the function behind it
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random

method = random.shuffle
print(method.__func__.__globals__["_os"].environ["PADCELL_CANARY"])
