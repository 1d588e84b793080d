# id: carriage-return-ends-comment
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: No Comment, a contest jail
# technique: a lone carriage return ends a line for the tokenizer, so what a filter takes for a comment is code
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

# nothing but remarks below
# a remarkprint(hash.__self__.open("canary.txt").read())
