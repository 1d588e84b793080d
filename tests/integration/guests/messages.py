# SPDX-License-Identifier: Apache-2.0
# Addresses in messages: of exceptions, of what is ignored, of warnings, of libraries.
import copy
import json
import sys
import traceback
import warnings
import weakref


class Loud:
    def __del__(self):
        raise ValueError(self)

    def __repr__(self):
        return object.__repr__(self)


def say(make):
    try:
        make()
    except BaseException as problem:
        print(type(problem).__name__, problem, problem.args, repr(problem))
        print(*traceback.format_exception(problem), sep="")


async def never():
    pass


Loud()
sys.unraisablehook = lambda hook: print(hook, hook.object, hook.exc_value)
Loud()
sys.unraisablehook = sys.__dict__.get("__unraisablehook__", sys.unraisablehook)
gone = Loud()
reference = weakref.ref(gone, lambda ref: 1 / 0)
del gone
warnings.simplefilter("always")
warnings.warn(str(object()))
never()
loud = object()
for attempt in (lambda: {}[loud], lambda: [].remove(loud), lambda: json.dumps(loud), lambda: copy.deepcopy(sys.stdout),
                lambda: loud(), lambda: loud.missing, lambda: iter(loud), lambda: loud < loud, lambda: {[]: 1},
                lambda: format(loud, "x"), lambda: setattr(loud, "x", 1), lambda: exec("raise KeyError(loud)", {"loud": loud}),
                lambda: int(loud), lambda: next(iter(lambda: loud, loud)), lambda: object.__new__(int), lambda: len(loud),
                lambda: "".join([loud]), lambda: sum([loud]), lambda: getattr(loud, loud), lambda: memoryview(loud),
                lambda: loud.__reduce_ex__(2), lambda: copy.copy(x for x in ()), lambda: super(int, loud), lambda: print(*[loud], file=loud),
                lambda: (_ for _ in ()).throw(loud), lambda: [].index(loud), lambda: {}.pop(loud), lambda: set().remove(loud)):
    say(attempt)
print(loud, file=sys.stderr)
raise KeyError(loud)
