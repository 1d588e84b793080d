# id: generator-and-coroutine-flood
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of CPython
# technique: suspended generators hold frames that no recursion limit counts
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, interpreter
# fix: structural
# alive-when: exhausts

def waiting():
    yield


kept = []
while True:
    kept.append([waiting() for _ in range(1000)])
    for generator in kept[-1]:
        next(generator)
