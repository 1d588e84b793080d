# id: modular-and-gcd-big
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of CPython
# technique: one power of large integers runs for minutes in a single call
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: supervisor, process
# fix: structural
# alive-when: exhausts

large = (1 << 1_000_000) - 1
print(pow(3, large, large) & 1)
