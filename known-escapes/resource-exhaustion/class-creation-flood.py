# id: class-creation-flood
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of CPython
# technique: a class costs a kilobyte or more, and a deep chain of them has method orders of square size
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: exhausts

base = object
kept = []
while True:
    kept = [type("Child", (base,), {}) for _ in range(1000)] + [kept]
