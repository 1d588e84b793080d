# id: dataclass-generated-globals
# family: stdlib-reference-leak
# kind: escape
# invariant: D, E, G
# origin: found while probing CPython
# technique: generated methods run with the globals of the module the class says it is from, and the guest may say: the host's
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

import dataclasses


@dataclasses.dataclass
class Record:
    __module__ = "__main__"
    field: int


print(Record.__init__.__globals__["CANARY"])
