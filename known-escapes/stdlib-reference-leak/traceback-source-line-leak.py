# id: traceback-source-line-leak
# family: stdlib-reference-leak
# kind: information-leak
# invariant: G
# origin: pysandbox's notes on its traceback feature
# technique: a code object may claim any file name, and printing a traceback shows the line of that file
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import traceback


def fails():
    raise LookupError


fails.__code__ = fails.__code__.replace(co_filename="canary.txt", co_firstlineno=0)
try:
    fails()
except LookupError:
    print(traceback.format_exc())
