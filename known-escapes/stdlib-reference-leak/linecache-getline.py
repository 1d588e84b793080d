# id: linecache-getline
# family: stdlib-reference-leak
# kind: information-leak
# invariant: G
# origin: found while probing CPython
# technique: traceback keeps linecache, which reads whatever file it is asked about
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import traceback

print(traceback.linecache.getline("canary.txt", 1))
