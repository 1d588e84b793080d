# id: codetype-crafted
# family: code-objects
# kind: escape
# invariant: A, D, E, G
# origin: CPython's collection of crashers (bogus code objects) and gh-86588
# technique: code.replace changes the names an existing function reads, so the denied name is in no syntax tree
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import textwrap


def read(function):
    return function.harmless


read.__code__ = read.__code__.replace(co_names=("__globals__",))
print(read(textwrap.dedent)["__builtins__"]["open"]("canary.txt").read())
