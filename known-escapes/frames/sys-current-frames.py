# id: sys-current-frames
# family: frames
# kind: escape
# invariant: B, C, D, E
# origin: documented behaviour of sys
# technique: sys._current_frames() answers with the live frame of every thread, no calling frame needed
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import statistics

for frame in statistics.sys._current_frames().values():
    while frame.f_back is not None:
        frame = frame.f_back
    print(frame.f_globals["CANARY"])
