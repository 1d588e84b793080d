# id: code-exception-table-bogus
# family: code-objects
# kind: crash
# invariant: A
# origin: found while probing CPython
# technique: the exception table is not checked, so an exception jumps to an offset of the guest's choice
# needs: 3.11+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: crash


def fails():
    raise LookupError


# One entry: from 0, length 63, handler 16 million words further on, depth 0.
table = bytes([0x80, 0x3F, 0x7F, 0x7F, 0x7F, 0x3F, 0x00])
fails.__code__ = fails.__code__.replace(co_exceptiontable=table)
try:
    fails()
except LookupError:
    pass
