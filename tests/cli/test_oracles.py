# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_oracles.py - an oracle that is switched off is missed: doctor fails, and says on what.

The table says which plants an oracle hears; here each oracle is made deaf in turn, and exactly those
must go unheard.
"""
import json
import sys
import unittest

import harness
from harness import INTERNAL, OK, SOURCE, TEST_BUILD, USAGE, ProgramTest

sys.path.insert(0, str(SOURCE / "tests/tables"))
import defs  # noqa: E402  (the reader of .def tables)


def oracles(off):
    """Name -> plants, of the rows that can be switched off, or of those that cannot."""
    rows = defs.parse((SOURCE / "threat-model/oracles.def").read_text())
    texts = [[argument.text for argument in row.arguments] for row in rows]
    return {text[0]: set(text[4].split()) for text in texts if text[3] == off}


class Oracles(ProgramTest):
    def failed(self, ended):
        """Group -> names of the checks that failed."""
        found = {}
        for row in json.loads(ended.out)["checks"]:
            if row["state"] == "FAILED":
                found.setdefault(row["group"], set()).add(row["name"])
        return found

    def test_with_all_of_them_doctor_is_content(self):
        """Every plant is heard, and nothing fails."""
        ended = self.expect(self.padcell("doctor", "--json"), OK)
        self.assertEqual(self.failed(ended), {})

    @unittest.skipUnless(TEST_BUILD, "oracles can be left out in a test build only")
    def test_without_one_its_plants_are_unheard(self):
        """Each oracle in turn: doctor exits 70 and names the plants of its row, no more and no less."""
        switched = oracles("SWITCHED")
        self.assertGreaterEqual(len(switched), 10)
        for name, plants in switched.items():
            with self.subTest(name):
                ended = self.expect(self.padcell("doctor", "--json", "--without-oracle", name), INTERNAL)
                failed = self.failed(ended)
                self.assertEqual(failed.pop("plants", set()), plants)
                self.assertLessEqual(set(failed), {"self-tests"})

    @unittest.skipUnless(TEST_BUILD, "oracles can be left out in a test build only")
    def test_the_report_says_what_was_left_out(self):
        """A report of a deaf harness cannot be taken for one of a sound one."""
        ended = self.expect(self.padcell("doctor", "--without-oracle", "protocol"), INTERNAL)
        self.assertIn("missing  protocol", ended.out.decode())
        self.assertIn("FAILED   worker_talks_on", ended.out.decode())

    @unittest.skipUnless(TEST_BUILD, "oracles can be left out in a test build only")
    def test_what_no_run_can_go_without_is_refused(self):
        """A name that is no oracle, or one that is not in a run, is a wrong command line."""
        for name in ("nobody", "", "permits", *oracles("FIXED")):
            with self.subTest(name):
                ended = self.expect(self.padcell("doctor", "--without-oracle", name), USAGE, "oracle")
                self.assertEqual(ended.out, b"")

    @unittest.skipIf(TEST_BUILD, "a test build has the option")
    def test_a_release_build_has_no_such_option(self):
        """Nobody can make an installed doctor deaf."""
        self.expect(self.padcell("doctor", "--without-oracle", "signal"), USAGE)


if __name__ == "__main__":
    harness.main()
