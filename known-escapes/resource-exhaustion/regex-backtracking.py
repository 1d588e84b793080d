# id: regex-backtracking
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: CPython's collection of crashers (a regular expression without end)
# technique: nested quantifiers try every way to split the text
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: supervisor, process
# fix: structural
# alive-when: exhausts

import re

print(re.match("(a+)+$", "a" * 64 + "b"))
