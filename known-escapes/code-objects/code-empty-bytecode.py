# id: code-empty-bytecode
# family: code-objects
# kind: crash
# invariant: A
# origin: CPython report gh-140497
# technique: a function without one instruction executes whatever lies behind its code
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: crash


def nothing():
    pass


# What lies behind the code differs from object to object: one of many will do.
for code in [nothing.__code__.replace(co_code=b"") for _ in range(1000)]:
    nothing.__code__ = code
    try:
        nothing()
    except SystemError:
        pass
