# SPDX-License-Identifier: Apache-2.0
"""tests/tables/test_symbols.py - what library objects must not call: a library neither ends, nor prints,
nor takes over signals of its host.

    test_symbols.py NM CC ARCHIVE...

Asserts may stay: they are for defects of ours, and a release build has none of them.
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

# symbol -> what calling it would do to the host
FORBIDDEN = {
    **dict.fromkeys(["exit", "quick_exit", "abort", "err", "errx", "verr", "verrx"], "ends it"),
    **dict.fromkeys(["printf", "vprintf", "puts", "putchar", "fprintf", "vfprintf", "perror", "psignal",
                     "warn", "warnx", "vwarn", "vwarnx", "stdout", "stderr", "error", "syslog", "vsyslog",
                     "__printf_chk", "__fprintf_chk", "__vfprintf_chk", "__vprintf_chk", "__syslog_chk"],
                    "prints"),
    **dict.fromkeys(["signal", "bsd_signal", "sysv_signal", "sigaction", "sigset"], "takes a signal over"),
    **dict.fromkeys(["system", "popen", "wordexp"], "starts a shell"),
    **dict.fromkeys(["setlocale", "setenv", "putenv", "unsetenv", "clearenv", "srand", "srandom", "tmpnam",
                     "mktemp", "atexit", "on_exit"], "changes its state"),
}

# (object, symbol) -> why it may
MAY = {
    ("spawn.c.o", "sigaction"): "a child that is about to be a worker gives up what it inherited",
}


def calls(nm, archive):
    """(object, undefined symbol) of every object in an archive."""
    listing = subprocess.run([nm, "-A", "--undefined-only", archive], check=True, capture_output=True, text=True)
    for line in listing.stdout.splitlines():
        place, _, symbol = line.rpartition(" U ")
        if place:
            yield place.strip().rstrip(":").rpartition(":")[2], symbol.partition("@")[0]


def problems(nm, archive):
    for place, symbol in calls(nm, archive):
        if symbol in FORBIDDEN and (place, symbol) not in MAY:
            yield f"{pathlib.Path(archive).name}: {place} calls {symbol}(), which {FORBIDDEN[symbol]}"


class Symbols(unittest.TestCase):
    nm, cc, archives = "nm", "cc", []

    def test_of_the_library_are_harmless_to_the_host(self):
        """No object calls what ends, prints or takes over."""
        self.assertNotEqual(self.archives, [])
        for archive in self.archives:
            with self.subTest(pathlib.Path(archive).name):
                self.assertGreater(len(list(calls(self.nm, archive))), 3)
                self.assertEqual(list(problems(self.nm, archive)), [])

    def test_that_are_planted_are_seen(self):
        """Prove the detector first."""
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "planted.c")
            source.write_text('#include <stdio.h>\n#include <stdlib.h>\n#include <signal.h>\n'
                              'void planted(void);\nvoid planted(void)\n{\n'
                              '\tprintf("%d", rand());\n\t(void)signal(SIGINT, SIG_IGN);\n\texit(1);\n}\n')
            planted = pathlib.Path(folder, "planted.o")
            subprocess.run([self.cc, "-c", "-o", planted, source], check=True)
            found = sorted(problems(self.nm, str(planted)))
            self.assertEqual([line.split(" calls ")[1].split("(")[0] for line in found],
                             ["exit", "printf", "signal"])


if __name__ == "__main__":
    Symbols.nm, Symbols.cc, *Symbols.archives = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
