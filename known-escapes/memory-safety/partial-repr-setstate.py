# id: partial-repr-setstate
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-144475
# technique: printing a partial walks its arguments, and __repr__ of the first replaces them
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import functools


class Argument:
    def __repr__(self):
        call.__setstate__((print, (), {}, {}))
        return "argument"


call = functools.partial(print, Argument(), *[str(n) * 9 for n in range(200)])
repr(call)
