# id: traceback-frame-globals
# family: frames
# kind: escape
# invariant: C, D, E, G
# origin: a test of smolagents for builtins through a traceback
# technique: a caught exception carries a traceback, its frame knows the calling frames, and one of them is the host's
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

try:
    raise LookupError
except LookupError as error:
    frame = error.__traceback__.tb_frame
while "CANARY" not in frame.f_globals:
    frame = frame.f_back
print(frame.f_globals["CANARY"])
