# id: lru-cache-wrapped
# family: function-internals
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a cached function is a C object, but __wrapped__ leads back to the Python function and its globals
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import fnmatch

function = fnmatch._compile_pattern.__wrapped__
print(function.__globals__["os"].environ["PADCELL_CANARY"])
