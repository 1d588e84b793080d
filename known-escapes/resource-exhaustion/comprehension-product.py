# id: comprehension-product
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: simpleeval's limit on comprehensions
# technique: nested loops of one line multiply their lengths
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, interpreter
# fix: structural
# alive-when: exhausts

print(len([(a, b, c) for a in range(900) for b in range(900) for c in range(900)]))
