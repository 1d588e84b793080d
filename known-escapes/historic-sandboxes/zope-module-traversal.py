# id: zope-module-traversal
# family: historic-sandboxes
# kind: escape
# invariant: D, E
# origin: Zope advisories CVE-2021-32674 and PYSEC-2021-104
# technique: a path expression walks through an allowed module into what that module imported
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import functools
import random

path = "random/_os/environ".split("/")[1:]
print(functools.reduce(getattr, path, random)["PADCELL_CANARY"])
