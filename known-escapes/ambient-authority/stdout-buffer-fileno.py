# id: stdout-buffer-fileno
# family: ambient-authority
# kind: isolation
# invariant: C, G
# origin: found while probing CPython
# technique: below a text stream lie the descriptor's number and a raw file, whose class opens any other file
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import calendar

raw = calendar.sys.__stdout__.buffer.raw
print(raw.fileno(), type(raw)("canary.txt").read().decode())
