# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_naive.py - the control: as weak as a naive jail, and yet harmless to the machine."""
import os
import signal

import harness
from harness import NAIVE, SANITIZED, ProgramTest

TOKEN = "0123456789abcdef0123456789abcdef"
MEMORY, TIMEOUT = 3, 4

# The way to the real builtins that everybody knows; `host` is the host's __main__.
CLIMB = ("host = [c for c in ().__class__.__base__.__subclasses__() if c.__name__ == 'PadcellCanary'][0]\n"
         "real = print.__self__\n"
         "sys = real.__import__('sys')\n"
         "os = real.__import__('os')\n")


class Naive(ProgramTest):
    def naive(self, source, **more):
        path = self.file("guest.py", source)
        return self.execute(NAIVE, path, env={"PADCELL_CANARY": TOKEN}, **more)

    def test_every_canary_can_be_reached(self):
        """The token is found in the environment, the file, __main__, the class and the module."""
        for reach in ("os.environ['PADCELL_CANARY']", "real.open('canary.txt').read()",
                      "sys.modules['__main__'].CANARY", "host.token", "sys.modules['padcell_canary'].TOKEN"):
            with self.subTest(reach):
                ended = self.expect(self.naive(CLIMB + f"print({reach})\n"), 0)
                self.assertEqual(ended.out.decode(), TOKEN + "\n")

    def test_the_short_list_of_builtins_is_in_force(self):
        """Without a trick, open, eval, exec, compile and modules with power are not there."""
        for source in ("open('canary.txt')", "eval('1')", "exec('1')", "compile('1', '', 'eval')", "globals()"):
            self.expect(self.naive(source + "\n"), 1, "NameError")
        for module in ("os", "sys", "subprocess", "gc", "ctypes", "importlib"):
            self.expect(self.naive(f"import {module}\n"), 1, "ImportError")

    def test_ordinary_programs_run(self):
        """The modules of the default policy can be imported and used."""
        ended = self.expect(self.naive("import json, re, urllib.parse, collections.abc\nprint(json.dumps([1]))\n"), 0)
        self.assertEqual(ended.out, b"[1]\n")

    def test_how_a_guest_ended_is_mirrored(self):
        """Exit codes tell exceptions, exhausted memory and time apart; a signal is mirrored."""
        self.expect(self.naive("1 / 0\n"), 1, "ZeroDivisionError")
        self.expect(self.naive("raise SystemExit(3)\n"), 1)
        self.expect(self.naive("raise SystemExit\n"), 0)
        if not SANITIZED:
            self.expect(self.naive("x = [0] * (1 << 40)\n"), MEMORY)
        chain = "i = iter(())\nfor n in range(3000000): i = filter(None, i)\ndel i\n"
        self.expect(self.naive(chain), -signal.SIGSEGV)

    def test_a_guest_that_never_ends_is_ended(self):
        """A guest that sleeps for ever ends with the code of a timeout."""
        self.expect(self.naive("import time\ntime.sleep(1000)\n"), TIMEOUT)

    def test_the_folder_is_private_and_goes_away(self):
        """The guest runs in a new folder, sees nothing of the caller's environment, and the folder is removed."""
        ended = self.expect(self.naive(CLIMB + "print(os.getcwd(), os.listdir('.'), dict(os.environ))\n"), 0)
        self.assertIn("['canary.txt']", ended.out.decode())
        self.assertIn(f"{{'PADCELL_CANARY': '{TOKEN}'}}", ended.out.decode())
        self.naive("x = 1 / 0\n")
        self.assertEqual([name for name in os.listdir(self.folder) if "naive" in name], [])

    def test_the_engine_jail_is_around_it(self):
        """With all power of CPython, files elsewhere, new programs, processes and sockets stay out of reach."""
        outside = self.folder / "outside"
        outside.mkdir()
        for act in (f"real.open('{outside}/made', 'w')", "os.fork()", "os.execv('/bin/true', ['true'])",
                    "real.__import__('socket').socket()", "os.kill(os.getppid(), 9)",
                    "os.posix_spawn('/bin/true', ['true'], {})"):
            with self.subTest(act):
                ended = self.naive(CLIMB + f"try:\n    {act}\nexcept OSError:\n    print('refused')\n")
                self.assertTrue(ended.code < 0 or ended.out == b"refused\n", repr(ended))
        self.assertEqual(list(outside.iterdir()), [])

    def test_its_own_mistakes_are_named(self):
        """Without a file, or with one that is missing or too large, it exits 2."""
        self.expect(self.execute(NAIVE), 2, "usage: padcell-naive FILE.py")
        self.expect(self.execute(NAIVE, self.folder / "missing.py"), 2, "No such file")
        self.expect(self.naive("#" * (2 << 20)), 2, "too large")


if __name__ == "__main__":
    harness.main()
