# id: module-typing-sys
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: found while probing CPython
# technique: typing keeps sys; the module of the host is one of sys.modules
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import typing

host = typing.sys.modules["__main__"]
print(host.PadcellCanary.token)
