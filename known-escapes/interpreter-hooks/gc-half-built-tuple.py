# id: gc-half-built-tuple
# family: interpreter-hooks
# kind: crash
# invariant: A, C
# origin: Lib/test/crashers of CPython
# technique: gc.get_referrers() finds a tuple while it is filled, with places that hold nothing yet
# needs: a jail that lets the loader of a module through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import itertools

gc = itertools.__loader__.load_module("gc")


def items():
    mark = object()
    yield mark
    for found in gc.get_referrers(mark):
        if type(found) is tuple:
            print(found[5])


tuple(items())
