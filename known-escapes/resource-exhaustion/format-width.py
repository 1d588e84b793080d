# id: format-width
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of CPython
# technique: a width in a format specification allocates as many characters
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, interpreter
# fix: structural
# alive-when: exhausts

print(len(f"{1:2147483647}"))
