# id: restricted-mode-bytecode
# family: historic-sandboxes
# kind: escape
# invariant: A, G
# origin: restricted mode of CPython 2; pysandbox's README warns of it
# technique: restricted mode hid names but let code objects be made, and made code runs unchecked in any namespace
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random


def harmless():
    return some_name


code = harmless.__code__.replace(co_names=("_os",))
made = type(harmless)(code, random.seed.__func__.__globals__)
print(made().environ["PADCELL_CANARY"])
