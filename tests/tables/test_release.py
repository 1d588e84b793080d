# SPDX-License-Identifier: Apache-2.0
"""tests/tables/test_release.py - a build for real guests holds no weakness and no switch: its binaries are looked at.

    test_release.py NM RELEASE_FOLDER TEST_FOLDER

The folders hold the programs of a release build and of a test build, which must fail the same looks; in a release
build there is no test build to look at, and the second is empty.
"""
import os
import pathlib
import re
import subprocess
import sys
import unittest

import defs

SOURCE = pathlib.Path(os.environ["PADCELL_SOURCE_DIR"])
PROGRAMS = ["padcell", "padcell-worker", "fuzz_escape"]
# Its self-tests are a table with the plants that they would need; in a release build those rows are left out.
NAMES_PLANTS = "fuzz_escape"
SYMBOL = re.compile(r"(^|_)plants?(_|$)")

# A symbol about plants that a release build may have -> why
MAY = {
    "canary_plant_main": "puts a canary there, for oracles to see: no weakness",
    "canary_plant_sibling": "likewise",
    "canary_plant_trusted": "likewise",
    "canary_plant_trusted_again": "likewise",
    "check_plant": "refuses a run that names one",
    "choose_plant": "refuses every name but that of the control",
    "doctor_check_plants": "says that there are none",
    "group_plant": "likewise a canary",
    "plant": "the name that a fuzz target was given, to be refused",
}
# command -> options that only a test build has
SWITCHES = {
    "run": ["without-layer"],
    "doctor": ["without-oracle", "without-family"],
    "fuzz": ["plant", "without-oracle", "without-family"],
    "replay": ["matrix", "markdown", "only-layer", "without-layer", "canary"],
}


def plants():
    rows = defs.parse((SOURCE / "threat-model/plants.def").read_text())
    return [row.arguments[0].text for row in rows if row.arguments[0].text != "none"]


def strings_of(program):
    """Names of plants that stand in a program as texts of C."""
    data = pathlib.Path(program).read_bytes()
    return sorted(name for name in plants() if name.encode() + b"\0" in data)


def symbols_of(nm, program):
    """Functions and data about plants; the names of debug information are no part of a program."""
    listing = subprocess.run([nm, program], check=True, capture_output=True, text=True).stdout
    names = {line.split()[-1].partition(".")[0] for line in listing.splitlines() if line}
    return sorted(name for name in names if SYMBOL.search(name) and name not in MAY)


def switches_of(folder):
    """"command --option" of the switches that a build knows: an unknown one is refused by name.  The word behind it
    is refused in any case, so that nothing is run."""
    for command, options in SWITCHES.items():
        for option in options:
            ended = subprocess.run([pathlib.Path(folder, "padcell"), command, f"--{option}=x", "--no-such-option"],
                                   capture_output=True, text=True)
            if f"unknown option --{option}" not in ended.stderr:
                yield f"{command} --{option}"


class Release(unittest.TestCase):
    nm, release, test = "nm", "", ""

    def need(self, folder):
        if not folder:
            self.skipTest("this is a release build: there is no test build to look at")

    def test_has_no_text_of_a_plant(self):
        """Neither padcell nor the worker holds the name of a row of plants.def."""
        self.assertGreaterEqual(len(plants()), 25)
        for program in PROGRAMS:
            if program != NAMES_PLANTS:
                with self.subTest(program):
                    self.assertEqual(strings_of(pathlib.Path(self.release, program)), [])

    def test_has_no_symbol_of_a_plant(self):
        """No function and no table about plants was compiled in, but what refuses them."""
        for program in PROGRAMS:
            with self.subTest(program):
                self.assertEqual(symbols_of(self.nm, pathlib.Path(self.release, program)), [])

    def test_knows_no_switch(self):
        """Every switch of a test build is an unknown option."""
        self.assertEqual(list(switches_of(self.release)), [])

    def test_the_looks_see_a_test_build(self):
        """Prove the detector first: the same looks find every plant, the symbols and every switch of a test build."""
        self.need(self.test)
        programs = [pathlib.Path(self.test, program) for program in PROGRAMS]
        for program in programs:
            with self.subTest(program.name):
                self.assertNotEqual(symbols_of(self.nm, program), [])
                if program.name == "padcell":
                    self.assertEqual(strings_of(program), sorted(plants()))
                elif program.name != NAMES_PLANTS:
                    self.assertNotEqual(strings_of(program), [])
        self.assertEqual(list(switches_of(self.test)),
                         [f"{command} --{option}" for command, options in SWITCHES.items() for option in options])


if __name__ == "__main__":
    Release.nm, Release.release, Release.test = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
