# id: bytes-of-size
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of CPython
# technique: bytes(n) allocates n bytes for one small number
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, interpreter
# fix: structural
# alive-when: exhausts

print(len(bytes(1 << 31)))
