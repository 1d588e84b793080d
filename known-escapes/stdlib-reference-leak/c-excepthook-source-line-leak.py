# id: c-excepthook-source-line-leak
# family: stdlib-reference-leak
# kind: information-leak
# invariant: G
# origin: found while probing CPython
# technique: the printer of tracebacks that is written in C opens the claimed file too, past every guard on linecache
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import enum


def fails():
    raise LookupError


fails.__code__ = fails.__code__.replace(co_filename="canary.txt", co_firstlineno=0)
try:
    fails()
except LookupError as error:
    enum.sys.__excepthook__(LookupError, error, error.__traceback__)
