# SPDX-License-Identifier: Apache-2.0
"""tests/tables/test_shared.py - shared.def names each C module of a cell that all interpreters share.

A module initialised in one phase has no state for each interpreter.  Which ones those are is asked of this Python,
which is the one that is embedded where it is of the same version; with another it is a result all the same.
"""
import ctypes
import importlib
import os
import pathlib
import sys
import unittest

SOURCE = pathlib.Path(os.environ["PADCELL_SOURCE_DIR"])
sys.dont_write_bytecode = True
sys.path.insert(0, str(SOURCE / "tests/tables"))
import defs  # noqa: E402

MODULES = SOURCE / "sandbox/interpreter/modules.def"
SHARED = SOURCE / "sandbox/interpreter/shared.def"
OURS = "_padcell"  # made by helpers.c; no Python has it


class Definition(ctypes.Structure):
    """struct PyModuleDef as far as its slots."""

    _fields_ = [("base", ctypes.c_byte * (5 * ctypes.sizeof(ctypes.c_void_p))),
                ("name", ctypes.c_char_p), ("doc", ctypes.c_char_p), ("size", ctypes.c_ssize_t),
                ("methods", ctypes.c_void_p), ("slots", ctypes.c_void_p)]


def is_single_phase(name):
    get = ctypes.pythonapi.PyModule_GetDef
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object]
    try:
        address = get(importlib.import_module(name))
    except ImportError:
        return False
    return address is not None and not Definition.from_address(address).slots


def names(path, *macros):
    rows = defs.parse(path.read_text(encoding="utf-8"))
    return [row.arguments[0].text for row in rows if row.macro in macros]


class Shared(unittest.TestCase):
    def test_names_each_single_phase_module(self):
        """What a cell may load and has no state of its own for each interpreter is refused, or said to be harmless."""
        single = {name for name in names(MODULES, "NATIVE") if is_single_phase(name)}
        known = set(names(SHARED, "REFUSED", "HARMLESS"))
        self.assertEqual(sorted(single - known), [], "rows are missing in shared.def")
        if sys.version_info[:2] == (3, 11):
            self.assertIn("_datetime", single, "the question is answered wrongly")
            self.assertEqual(sorted(known - single - {OURS}), [], "rows of shared.def that name nothing")

    def test_rows_are_sorted_and_have_a_reason(self):
        """By name, each once, none without a word."""
        rows = defs.parse(SHARED.read_text(encoding="utf-8"))
        found = [row.arguments[0].text for row in rows]
        self.assertEqual(found, sorted(set(found)))
        for row in rows:
            self.assertGreater(len(row.arguments[1].text), 20, str(row))


if __name__ == "__main__":
    unittest.main()
