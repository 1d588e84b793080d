# id: replace-and-join-blowup
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of CPython
# technique: replace() multiplies the lengths of its inputs
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, interpreter
# fix: structural
# alive-when: exhausts

text = "a" * 100_000
print(len(text.replace("a", text)))
