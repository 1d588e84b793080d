# id: sys-getframe
# family: frames
# kind: escape
# invariant: C, D, E, G
# origin: a test of smolagents for builtins through sys
# technique: enum keeps sys as a plain attribute, and sys._getframe answers with any calling frame
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import enum

frame = enum.sys._getframe()
while "CANARY" not in frame.f_globals:
    frame = frame.f_back
print(frame.f_globals["CANARY"])
