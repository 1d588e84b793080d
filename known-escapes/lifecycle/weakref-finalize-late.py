# id: weakref-finalize-late
# family: lifecycle
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: weakref.finalize calls back at exit, from a trusted frame, when the guest's program has long ended
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: canary

import weakref


class Anything:
    pass


def late(say):
    try:
        raise LookupError
    except LookupError as error:
        frame = error.__traceback__.tb_frame
    while "open" not in frame.f_builtins:
        frame = frame.f_back
    say(frame.f_builtins["open"]("canary.txt").read())


anything = Anything()
weakref.finalize(anything, late, print)
del anything
