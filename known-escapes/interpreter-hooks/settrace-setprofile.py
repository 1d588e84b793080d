# id: settrace-setprofile
# family: interpreter-hooks
# kind: escape
# invariant: C, D, E
# origin: found while probing CPython
# technique: a profile function is given the frame of every call, those of the host's functions too
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import enum


def profile(frame, event, argument):
    if "CANARY" in frame.f_globals:
        enum.sys.setprofile(None)
        print(frame.f_globals["CANARY"])


enum.sys.setprofile(profile)
import math
