# SPDX-License-Identifier: Apache-2.0
"""tests/integration/test_modules.py - modules of the cell: each imported after lockdown, and used."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path[:0] = [os.path.dirname(__file__), os.path.join(os.path.dirname(__file__), "../tables")]
import defs  # pylint: disable=wrong-import-position
from module_programs import PROGRAMS  # pylint: disable=wrong-import-position

PADCELL = os.path.join(os.environ["PADCELL_BIN_DIR"], "padcell")
SANDBOX = Path(__file__).resolve().parents[2] / "sandbox"
WRONG_POLICY = 2
ADDED = {
    "codecs": "import codecs; print(codecs.encode('abc', 'rot13'), codecs.lookup('utf-8').name)",
    "doctest": "import doctest\ndef f():\n    '''\n    >>> f()\n    7\n    '''\n    return 7\nprint(doctest.testmod())",
    "gc": "import gc; gc.collect(); print(gc.isenabled(), gc.is_tracked([]), gc.is_tracked(1))",
    "importlib": "import importlib; print(importlib.import_module('json.decoder').__name__)",
    "inspect": "import inspect\ndef f(a, /, b: int = 1, *c, d, **e) -> str: ...\nprint(inspect.signature(f), "
               "inspect.signature(f).bind(1, d=2).arguments, inspect.isfunction(f))",
    "pickle": "import pickle; print(pickle.loads(pickle.dumps({'a': [1, (2.5, None)]})))",
    "threading": "import threading\nwith threading.Lock(): print(threading.current_thread().name)",
    "unittest": "import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        with "
                "self.assertRaises(ValueError): int('x')\nr = unittest.TestResult()\n"
                "unittest.defaultTestLoader.loadTestsFromTestCase(T).run(r); print(r)",
}


def rows(table, macro):
    found = defs.parse((SANDBOX / table).read_text())
    return [row.arguments[0].text for row in found if row.macro == macro]


class Modules(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    def run_in(self, command, guest):
        return subprocess.run([*command, guest], cwd=self.folder, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120, check=False)

    def cell(self, program, policy=None):
        self.write("guest.py", program)
        guest = str(self.folder / "guest.py")
        return self.run_in([PADCELL, "run", *(["--policy", policy] if policy else [])], guest)

    def check_same(self, name, program, policy=None):
        with self.subTest(module=name):
            cell = self.cell(program, policy)
            bare = self.run_in(["/usr/bin/python3", "-I"], str(self.folder / "guest.py"))
            self.assertEqual(bare.returncode, 0, bare.stderr)
            wanted = bare.stdout.replace(f"{self.folder}/", "")  # a cell is not told where files lie
            self.assertEqual((cell.stdout, cell.returncode), (wanted, 0), cell.stderr)

    def test_each_module_of_the_default_policy_has_a_program(self):
        offered = rows("policy/modules.def", "MODULE")
        self.assertGreater(len(offered), 50)
        self.assertEqual(set(PROGRAMS) - {"builtins"}, set(offered))

    def test_each_program_names_its_module(self):
        for name, program in PROGRAMS.items():
            self.assertRegex(program, rf"(import|from) {name}\b")

    def test_programs_print_what_they_print_under_bare_cpython(self):
        for name, program in PROGRAMS.items():
            self.check_same(name, program)

    def test_a_policy_adds_modules_of_the_bundle_by_name(self):
        offered = rows("policy/extra_modules.def", "EXTRA")
        for name, program in ADDED.items():
            self.assertIn(name, offered)
            if name not in rows("interpreter/modules.def", "IMPLIED"):
                self.assertIn(f"No module named '{name}'", self.cell(program).stderr)
            self.check_same(name, program, self.write("add.yaml", f"modules: {{add: [{name}]}}\n"))

    def test_each_extra_module_can_be_imported(self):
        for name in rows("policy/extra_modules.def", "EXTRA"):
            policy = self.write("add.yaml", f"modules: {{add: [{name}]}}\n")
            done = self.cell(f"import {name}\n", policy)
            self.assertEqual(done.returncode, 0, (name, done.stderr))

    def test_modules_come_from_a_folder_with_the_guests_authority(self):
        self.write("lib/pack/__init__.py", "from . import part\nVALUE = part.double(21)\n")
        self.write("lib/pack/part.py", "import json\ndef double(x): return json.loads(str(2 * x))\n")
        self.write("lib/nosy.py", "import ctypes\n")
        self.write("lib/opens.py", "open('/etc/passwd')\n")
        self.write("lib/hidden.py", "print('never')\n")
        policy = self.write("p.yaml", "modules: {add: [pack, pack.part, nosy, opens], from: [lib]}\n")
        done = self.cell("import pack, sys; print(pack.VALUE, pack.part.double(2), pack.__file__)", policy)
        self.assertEqual((done.stdout, done.stderr), ("42 4 pack/__init__.py\n", ""))
        for program, wanted in (("import nosy", "No module named 'ctypes'"),
                                ("import opens", "PermissionError"),
                                ("import hidden", "No module named 'hidden'")):
            self.assertIn(wanted, self.cell(program, policy).stderr)

    def test_a_folder_cannot_replace_a_module_of_the_cell(self):
        self.write("lib/json.py", "dumps = None\n")
        policy = self.write("p.yaml", "modules: {add: [json], from: [lib]}\n")
        self.assertEqual(self.cell("import json; print(json.dumps([1]))", policy).stdout, "[1]\n")

    def test_a_large_module_arrives_whole(self):
        lines = "".join(f"v{i} = {i}\n" for i in range(20000))
        self.write("lib/large.py", lines)
        policy = self.write("p.yaml", "modules: {add: [large], from: [lib]}\n")
        done = self.cell("import large; print(large.v19999, sum(1 for n in vars(large) if n[0] == 'v'))", policy)
        self.assertEqual(done.stdout, "19999 20000\n")

    def test_what_a_module_of_a_folder_says_is_in_the_digest(self):
        policy = self.write("p.yaml", "modules: {add: [part], from: [lib]}\n")
        digests = set()
        for text in ("x = 1\n", "x = 2\n"):
            self.write("lib/part.py", text)
            done = self.run_in([PADCELL, "policy", "explain"], policy)
            digests.add(done.stdout.split("\n")[0])
            self.assertIn("add: [part]", done.stdout)
        self.assertEqual(len(digests), 2)

    def test_what_a_folder_cannot_give_is_an_error_of_the_policy(self):
        self.write("lib/native.cpython-311-x86_64-linux-gnu.so", "")
        self.write("lib/pack/part.py", "")
        self.write("secret.txt", "secret\n")
        (self.folder / "lib" / "link.py").symlink_to("../secret.txt")
        (self.folder / "lib" / "pipe.py").mkdir()
        for names, wanted in (("native", "written in C"), ("missing", "is unknown"),
                              ("pack.part", "without 'pack'"), ("link", "leads out of the folder"),
                              ("pipe", "cannot be read"), ("'../secret'", "is unknown")):
            policy = self.write("p.yaml", f"modules: {{add: [{names}], from: [lib]}}\n")
            done = self.cell("pass", policy)
            self.assertEqual(done.returncode, WRONG_POLICY, done.stderr)
            self.assertRegex(done.stderr, rf"p\.yaml:1:\d+: .*{wanted}")
        done = self.cell("pass", self.write("p.yaml", "modules: {add: [x], from: [nowhere]}\n"))
        self.assertIn("'nowhere' cannot be opened", done.stderr)


if __name__ == "__main__":
    unittest.main()
