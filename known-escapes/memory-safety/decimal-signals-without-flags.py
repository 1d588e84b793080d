# id: decimal-signals-without-flags
# family: memory-safety
# kind: crash
# invariant: A
# origin: reach audit of this project, CPython 3.11.2
# technique: the type below that of a context's flags makes an object that points at no flags; its repr reads them
# needs: a jail that lets decimal through
# pythons: 3.11.2
# stopped-by: process, supervisor, seccomp
# fix: specific
# alive-when: crash

import decimal

Signals = type(decimal.Context().flags).__mro__[0]
repr(Signals())
