# id: audit-hook-uncovered-functions
# family: interpreter-hooks
# kind: escape
# invariant: G
# origin: CPython report gh-115322, and probes of our own
# technique: many effects raise no audit event; posix.environ and posix.getcwd answer in silence, and so does reading a descriptor
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import itertools

posix = itertools.__loader__.load_module("posix")
print(posix.environ[b"PADCELL_CANARY"].decode())
