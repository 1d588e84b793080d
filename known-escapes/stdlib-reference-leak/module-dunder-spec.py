# id: module-dunder-spec
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: n8n's table of blocked names
# technique: __spec__ is an object of frozen importlib, and its methods carry the globals of the import system
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import textwrap

machinery = textwrap.__spec__.__init__.__globals__
print(machinery["sys"].modules["os"].environ["PADCELL_CANARY"])
