# id: source-loader-get-data
# family: import-machinery
# kind: information-leak
# invariant: G
# origin: general knowledge of the import system
# technique: the loader that each module keeps as __loader__ reads any path for whoever asks
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import json

print(json.__loader__.get_data("canary.txt").decode())
