# id: userstring-format-receiver
# family: format-strings
# kind: information-leak
# invariant: D, E
# origin: n8n's hardening tests for its Python task runner
# technique: UserString has a format method of its own, which a guard that looks for str does not cover
# needs: the collections module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import collections

template = collections.UserString("{0.format.__func__.__globals__[_sys].modules[padcell_canary].TOKEN}")
print(template.format(template))
