# id: syntaxerror-text
# family: exceptions
# kind: information-leak
# invariant: C, G
# origin: found while probing CPython
# technique: an error of the compiler's later stages carries the source line, read from whatever file the caller named
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: audit, permits, builtins
# fix: structural
# alive-when: canary

compile = print.__self__.compile
try:
    compile("return", "canary.txt", "exec")
except SyntaxError as error:
    print(error.text)
