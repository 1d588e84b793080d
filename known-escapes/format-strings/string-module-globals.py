# id: string-module-globals
# family: format-strings
# kind: escape
# invariant: D, E
# origin: RestrictedPython advisory CVE-2024-47532
# technique: the string module keeps re, which keeps enum, which keeps sys: plain attributes all the way
# needs: the string module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import string

print(string._re.enum.sys.modules["padcell_canary"].TOKEN)
