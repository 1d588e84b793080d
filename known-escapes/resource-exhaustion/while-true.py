# id: while-true
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: pysandbox's tests of its time limit
# technique: an endless loop needs a limit from outside the interpreter
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: supervisor, process
# fix: structural
# alive-when: exhausts

while True:
    pass
