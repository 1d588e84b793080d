# id: random-and-hash-state
# family: shared-state-poisoning
# kind: isolation
# invariant: B, D, E
# origin: general knowledge of the random module
# technique: the module's own generator is shared: its bound methods lead to the instance, and that to the module's source of entropy
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random

shared = random.getrandbits.__self__
random.Random.gauss = lambda self, *a: type(self).seed.__globals__["_os"].environ["PADCELL_CANARY"]
print(shared.gauss())
