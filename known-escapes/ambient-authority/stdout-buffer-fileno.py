# id: stdout-buffer-fileno
# family: ambient-authority
# kind: isolation
# invariant: C, G
# origin: found while probing CPython
# technique: the buffer below a text stream gives the descriptor's number, and raw writes go past every redirection of the text
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import calendar

raw = calendar.sys.__stdout__.buffer.raw
raw.write(calendar.sys.modules["padcell_canary"].TOKEN.encode())
