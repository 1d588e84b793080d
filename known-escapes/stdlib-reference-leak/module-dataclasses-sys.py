# id: module-dataclasses-sys
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: found while probing CPython
# technique: dataclasses keeps inspect, which keeps linecache, tokenize and os
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import dataclasses

print(dataclasses.inspect.os.environ["PADCELL_CANARY"])
