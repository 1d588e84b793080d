# id: module-getattr-hook
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: SSPJ, a contest jail
# technique: __getattr__ in a module answers for missing names; a from-import then calls it from the import machinery's frame
# needs: 3.7+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import colorsys


def planted(name):
    try:
        raise LookupError
    except LookupError as error:
        frame = error.__traceback__.tb_frame
    while "CANARY" not in frame.f_globals:
        frame = frame.f_back
    return frame.f_globals["CANARY"]


colorsys.__getattr__ = planted
from colorsys import token

print(token)
