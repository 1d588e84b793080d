# id: inspect-getsource-file-read
# family: stdlib-reference-leak
# kind: information-leak
# invariant: G
# origin: found while probing CPython
# technique: inspect reads the whole file that a code object claims to come from
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import dataclasses


def innocent():
    pass


innocent.__code__ = innocent.__code__.replace(co_filename="canary.txt", co_firstlineno=1)
lines, _ = dataclasses.inspect.findsource(innocent.__code__)
print(lines)
