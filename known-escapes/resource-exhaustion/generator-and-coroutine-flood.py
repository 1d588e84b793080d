# id: generator-and-coroutine-flood
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of CPython
# technique: suspended generators hold frames that no recursion limit counts
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: exhausts


def waiting():
    a = b = c = d = e = f = 0
    yield a, b, c, d, e, f


kept = []
while True:
    kept.append(waiting())
    next(kept[-1])
