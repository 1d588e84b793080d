# SPDX-License-Identifier: Apache-2.0
"""tests/tables/test_coverage.py - threat-model/coverage.py finds no gap here, and each gap made on purpose."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["PADCELL_SOURCE_DIR"])
SCRIPT = "threat-model/coverage.py"

# What the script reads.
PARTS = ["cli", "fuzzers", "known-escapes", "sandbox", "tests/cli", "tests/integration", "tests/tables", "tests/unit",
         "threat-model"]

INVARIANTS = "threat-model/invariants.def"
ORACLES = "threat-model/oracles.def"
PLANTS = "threat-model/plants.def"
PROBES = "cli/doctor_plants.def"
SELF_TESTS = "fuzzers/engine/self_tests.def"
LAYERS = "sandbox/base/layers.def"

# file, pattern, what stands there instead -> what must be said
GAPS = [
    (ORACLES, r'ORACLE\("protocol".*\n', "", "plant worker_talks_on is heard by no oracle"),
    (ORACLES, r'ORACLE\("protocol".*\n', "", "oracle protocol is switched in sandbox/supervisor"),
    (ORACLES, r'"cpu_clock"', '"cpu_clack"', "oracle cpu_clack is SWITCHED, and sandbox/supervisor knows no such"),
    (ORACLES, r'wall_late"', 'wall_later"', "oracle wall_clock hears wall_later, which plants.def has not"),
    (ORACLES, r'"output_uncut"', '""', "oracle output_budget hears no plant"),
    (ORACLES, r'"A",( +INSIDE)', r'"A, Z",\1', "oracle crash_handler names the invariant Z"),
    (ORACLES, r'"A",( +INSIDE)', r'"A, B",\1', "oracle crash_handler hears no plant that breaks B"),
    (ORACLES, r"supervisor/leak.c", "supervisor/lost.c", "is not in sandbox/supervisor/lost.c"),
    (PROBES, r'PROBE\("descriptor_kept".*\n', "", "oracle census is said to hear descriptor_kept, and no run shows it"),
    (PLANTS, r'PLANT\("worker_talks_on".*\n', "", "plant worker_talks_on is tried, and plants.def has it not"),
    (PLANTS, r'PLANT\("audit_only".*\n', "", "layer AUDIT has no plant"),
    (PROBES, r'PROBE\("wall_late".*\n', "", "plant wall_late is heard by no probe of the doctor and by no self-test"),
    (PROBES, r'PROBE\("wall_late".*\n', "", "oracle wall_clock is said to hear wall_late, and no run shows it"),
    (SELF_TESTS, r"SELF_TEST\(breaks_frame.*\n", "", "oracle held_objects is said to hear generator_frame"),
    (PLANTS, r'("root_kept", +G, +)PROCESS', r"\1CELLAR", "plant root_kept is in the layer CELLAR, which layers.def"),
    (LAYERS, r'(?=LAYER\(PROCESS)', 'LAYER(CELLAR, "cellar", "x")\n', "layer CELLAR has no plant"),
    (SELF_TESTS, r'SELF_TEST\(breaks_open, +"open_armed", +VIOLATES', "SELF_TEST(breaks_open, VIOLATES", "cannot be read"),
    (INVARIANTS, r"(?=INVARIANT\(B,)", 'INVARIANT(X, x, "x", "x")\n', "invariant X has no oracle"),
    (INVARIANTS, r"(?=INVARIANT\(B,)", 'INVARIANT(X, x, "x", "x")\n', "invariant X has no plant"),
    (SCRIPT, r'\n    "H": .*', "", "invariant H has no plant"),
    (SCRIPT, r'\n    "H": ', '\n    "I": "",\n    "H": ', "invariant I has an oracle and a plant: take it out"),
    (SCRIPT, r"KNOWN_GAPS = \{", 'KNOWN_GAPS = {"oracle signal hears no plant": "",',
     "'oracle signal hears no plant' is no longer so"),
    ("fuzzers/fuzz_escape.c", r"target_run\(", "elsewhere(", "fuzz target fuzz_escape runs no guest"),
    ("known-escapes/frames/sys-getframe.py", r"# invariant: .*", "# invariant: C", "coverage.md is stale"),
    ("threat-model/coverage.md", r"\Z", "\n", "coverage.md is stale"),
]


def check(root):
    return subprocess.run([sys.executable, "-s", "-E", "-B", str(root / SCRIPT), "--check"],
                          capture_output=True, text=True, check=False)


class Coverage(unittest.TestCase):
    def copy(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        for part in PARTS:
            shutil.copytree(SOURCE / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        return root

    def test_of_the_tables_has_no_gap(self):
        """Every promise, oracle and plant is covered, or its gap is excused; the page is what the tables say."""
        ended = check(SOURCE)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))

    def test_sees_each_gap(self):
        """Prove the detector first: a row less, and the gap is named."""
        root = self.copy()
        self.assertEqual(check(root).returncode, 0)
        for path, pattern, instead, said in GAPS:
            with self.subTest(said):
                before = (root / path).read_text()
                after, count = re.subn(pattern, instead, before, count=1)
                self.assertEqual(count, 1, f"{path} has no {pattern}")
                (root / path).write_text(after)
                ended = check(root)
                (root / path).write_text(before)
                self.assertEqual(ended.returncode, 1, ended.stderr)
                self.assertIn(said, ended.stderr)


if __name__ == "__main__":
    unittest.main()
