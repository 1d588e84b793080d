# id: range-iteration-uninterruptible
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: pysandbox gave up its time limit in release 1.5 because of it
# technique: a search through a long range loops inside C and looks at no signal
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: supervisor, process
# fix: structural
# alive-when: exhausts

print(0.5 in range(1 << 60))
