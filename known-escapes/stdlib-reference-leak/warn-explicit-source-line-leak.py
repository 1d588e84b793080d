# id: warn-explicit-source-line-leak
# family: stdlib-reference-leak
# kind: information-leak
# invariant: G
# origin: found while probing CPython
# technique: a warning names a file and a line as data, and formatting it reads that line; nothing in it looks suspicious
# needs: the warnings module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, seccomp
# fix: structural
# alive-when: canary

import warnings

print(warnings.formatwarning("look", UserWarning, "canary.txt", 1))
