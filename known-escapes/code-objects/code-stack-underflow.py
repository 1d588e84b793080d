# id: code-stack-underflow
# family: code-objects
# kind: crash
# invariant: A
# origin: CPython report gh-123731
# technique: a run of POP_TOP takes and releases values that belong to the frame itself
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: crash


def pops(value):
    value


plain = pops.__code__.co_code
pop = plain[4:6]
pops.__code__ = pops.__code__.replace(co_code=plain[:2] + pop * 64 + plain[6:])
pops(0)
