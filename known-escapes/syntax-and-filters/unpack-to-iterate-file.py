# id: unpack-to-iterate-file
# family: syntax-and-filters
# kind: escape
# invariant: G
# origin: a contest jail that leaves hardly any call
# technique: unpacking an open file with a star reads its lines with no call of read
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

print(*print.__self__.open("canary.txt"))
