# id: sequence-repeat
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: limits of simpleeval and asteval
# technique: repeating a sequence allocates the whole product at once
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, interpreter
# fix: structural
# alive-when: exhausts

print(len([0] * (1 << 28)))
