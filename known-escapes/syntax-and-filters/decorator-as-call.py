# id: decorator-as-call
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: Langflow advisory CVE-2025-3248; contest jails without parentheses
# technique: a decorator calls what it names, so functions are called without one pair of parentheses in the program
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random

lookup = random.seed.__func__.__globals__["_os"].environ.get


@print
@lookup
@lambda _: "PADCELL_CANARY"
class anything:
    pass
