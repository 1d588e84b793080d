# id: infinite-iterator-consumption
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of CPython
# technique: a list made of an endless iterator never comes back to the evaluation loop
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, interpreter
# fix: structural
# alive-when: exhausts

import itertools

print(len(list(itertools.repeat(None))))
