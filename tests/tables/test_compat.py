# SPDX-License-Identifier: Apache-2.0
"""tests/tables/test_compat.py - the tables of tests/compat: what is denied on purpose, and what the tests get.

Whether a denied test still fails is ci/compat's to say; that needs CPython's own tests.
"""
import csv
import pathlib
import re
import sys
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
COMPAT = SOURCE / "tests/compat"
sys.path.insert(0, str(COMPAT))
import run  # pylint: disable=wrong-import-position


def added():
    """The names of policy.yaml's `add`."""
    text = re.sub(r"#.*", "", (COMPAT / "policy.yaml").read_text())
    return set(re.findall(r"[\w.]+", re.search(r"add: \[(.*?)\]", text, re.S)[1]))


class Compat(unittest.TestCase):
    def setUp(self):
        with open(COMPAT / "denied.csv", newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))

    def test_denied_rows_are_sorted_unique_and_have_a_reason(self):
        names = [row["test"] for row in self.rows]
        self.assertGreater(len(names), 100)
        self.assertEqual(names, sorted(set(names)))
        self.assertEqual([row["test"] for row in self.rows if not row["reason"] or not row["row"]], [])

    def test_denied_rows_name_rows_of_the_permits(self):
        for row in sorted({row["row"] for row in self.rows}):
            self.assertTrue(run.permit_exists(row), row)

    def test_a_row_that_no_permit_has_is_seen(self):
        for row in ("functions.def:io.nothing", "functions.def:sys.exit", "entries.def:function.__doc__",
                    "types.def:str", "modules.def:math"):
            self.assertFalse(run.permit_exists(row), row)

    def test_the_policy_adds_what_is_run_and_what_stands_in(self):
        names = run.names_of_modules()
        self.assertEqual(len(names), len(set(names)))
        self.assertLessEqual(set(names), added())
        shims = {path.stem for path in (COMPAT / "shims").glob("*.py")}
        self.assertLessEqual(shims, added())
        told = set(re.findall(r"`(\w+)`", (COMPAT / "shims/README.md").read_text()))
        self.assertEqual(shims - told, set())

    def test_the_page_tells_the_last_run(self):
        page = (SOURCE / "docs/COMPATIBILITY.md").read_text()
        for name in run.names_of_modules():
            self.assertIn(f"| `{name}` |", page)


if __name__ == "__main__":
    unittest.main()
