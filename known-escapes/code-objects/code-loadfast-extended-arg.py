# id: code-loadfast-extended-arg
# family: code-objects
# kind: crash
# invariant: A, G
# origin: found while probing CPython
# technique: LOAD_FAST does not check its index, so a changed operand reads far outside the frame
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: crash


def identity(value):
    return value


plain = identity.__code__.co_code
extended = 71 if plain[0] == 149 else 144  # EXTENDED_ARG has another number in 3.13
far = bytes([extended, 1, extended, 0, plain[2], 0])
identity.__code__ = identity.__code__.replace(co_code=plain[:2] + far + plain[4:])
identity(0)
