# SPDX-License-Identifier: Apache-2.0
"""tests/compat/peers/restricted.py - one test module under RestrictedPython, with all guards given.

    restricted.py SUITE GUEST.py MODULE

The module itself is compiled restricted; what it imports, and the runner, are plain Python.  The guards
are the most generous that RestrictedPython offers.
"""

import operator
import sys
import types
from importlib.machinery import ModuleSpec
from pathlib import Path

from RestrictedPython import compile_restricted
from RestrictedPython.Eval import default_guarded_getitem, default_guarded_getiter
from RestrictedPython.Guards import (full_write_guard, guarded_iter_unpack_sequence,
                                     guarded_unpack_sequence, safe_builtins, safer_getattr)

suite, guest, name = sys.argv[1:]
sys.path.insert(0, suite)

INPLACE = {"+=": operator.iadd, "-=": operator.isub, "*=": operator.imul, "/=": operator.itruediv,
           "%=": operator.imod, "**=": operator.ipow, "//=": operator.ifloordiv, "|=": operator.ior,
           "&=": operator.iand, "^=": operator.ixor, "<<=": operator.ilshift, ">>=": operator.irshift,
           "@=": operator.imatmul}


def namespace():
    builtins = {**vars(__import__("builtins")), **safe_builtins, "__import__": __import__,
                "__metaclass__": type}
    return {"__builtins__": builtins, "__name__": name, "__metaclass__": type,
            "_getattr_": safer_getattr, "_getitem_": default_guarded_getitem,
            "_getiter_": default_guarded_getiter, "_write_": full_write_guard,
            "_unpack_sequence_": guarded_unpack_sequence,
            "_iter_unpack_sequence_": guarded_iter_unpack_sequence,
            "_inplacevar_": lambda op, left, right: INPLACE[op](left, right)}


class Restricted:
    """Finds and loads the one module that is compiled restricted."""

    def find_spec(self, wanted, path=None, target=None):
        return ModuleSpec(wanted, self) if wanted == name else None

    def create_module(self, spec):
        return types.ModuleType(spec.name)

    def exec_module(self, module):
        path = Path(suite, *name.split(".")).with_suffix(".py")
        code = compile_restricted(path.read_text(encoding="utf-8"), str(path), "exec")
        vars(module).update(namespace(), __file__=str(path))
        exec(code, vars(module))


sys.meta_path.insert(0, Restricted())
exec(compile(Path(guest).read_text(encoding="utf-8"), guest, "exec"), {"__name__": "__main__"})
