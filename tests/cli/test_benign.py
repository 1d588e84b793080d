# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_benign.py - deaths that are nobody's finding, in both modes of a fuzz target.

testing:  one program by --replay: it ends with 0.
fuzzing:  as an engine runs it: counted as benign, and never saved as a finding.
"""
import pathlib
import resource
import subprocess
import sys
import unittest

import harness
from harness import BIN, OK, SANITIZED, SOURCE, TEST_BUILD, VIOLATION, ProgramTest

sys.path.insert(0, str(SOURCE / "tests/tables"))
import defs  # noqa: E402  (the reader of .def tables)

TARGET = BIN / "fuzz_escape"
BREAKS = "v0 = (v1 for v1 in ())\nv2 = [v0.gi_frame]\n"
STACK = 512 * 1024  # of C: little enough that recursion without an end needs no memory to speak of

# A row of benign.def -> a program that ends so.
PROGRAMS = {
    "GeneratorExit": "raise GeneratorExit\n",
    "KeyboardInterrupt": "while True:\n    pass\n",
    "MemoryError": "v0 = 'x' * (1 << 30)\n",
    "RecursionError": "def f0():\n    f0()\nf0()\n",
    "SystemExit": "raise SystemExit(3)\n",
    "SIGSEGV at the C stack's end":
        "v0 = iter(())\nfor v1 in range(100000):\n    v0 = filter(None, v0)\ndel v0\n",
    "hard limit": "v0 = sum(range(1 << 40))\n",
}
ENDS_THE_PROCESS = {"SIGSEGV at the C stack's end", "hard limit"}


def little_stack():
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))


def why_not():
    if not TARGET.exists():
        return "fuzz_escape is not built"
    ended = subprocess.run([TARGET, "--engine"], capture_output=True, text=True)
    return "afl-fuzz alone can run a target of its own" if ended.stdout.strip() == "afl" else ""


@unittest.skipIf(why_not(), why_not())
class Benign(ProgramTest):
    def more(self, ending):
        return {"preexec_fn": little_stack} if "stack" in ending else {}

    def programs(self):
        for ending, program in PROGRAMS.items():
            # A sanitizer watches the stack by itself, and has no use for a small one.
            if not (SANITIZED and "stack" in ending):
                yield ending, self.file("program.py", program)

    def fuzz(self, path, *, plant="none", **more):
        """As an engine runs it, in a campaign's folder; the folder and its numbers."""
        folder = pathlib.Path(self.folder, f"campaign-{len(list(self.folder.iterdir()))}")
        for name in ("corpus", "findings", "unrepeated", "slow", "jobs"):
            (folder / name).mkdir(parents=True)
        env = {"PADCELL_CAMPAIGN": str(folder), "PADCELL_SELF_TESTED": "1", "PADCELL_PLANT": plant}
        ended = self.execute(TARGET, path, env=env, **more)
        text = (folder / "jobs/0.stats").read_text()
        pairs = (line.split(":") for line in text.splitlines() if line.count(":") == 1 and "mutator" not in line)
        return ended, folder, {key.strip(): int(value) for key, value in pairs}

    def test_every_row_of_the_table_has_a_program(self):
        """The endings of this test are those of benign.def."""
        rows = defs.parse((SOURCE / "fuzzers/oracle/benign.def").read_text())
        self.assertEqual(sorted(row.arguments[0].text for row in rows), sorted(PROGRAMS))

    def test_in_testing_they_are_a_good_end(self):
        """--replay of a program that dies benign ends with 0, however it dies."""
        for ending, path in self.programs():
            with self.subTest(ending):
                ended = self.expect(self.execute(TARGET, "--replay", path, **self.more(ending)), OK)
                said = b"benign: " if ending in ENDS_THE_PROCESS else b"silent: "
                self.assertTrue(ended.out.startswith(said), repr(ended))

    def test_in_fuzzing_they_are_counted_and_not_saved(self):
        """Run by an engine it is counted as benign, and leaves no finding; what ended the process is kept as slow."""
        for ending, path in self.programs():
            with self.subTest(ending):
                _, folder, numbers = self.fuzz(path, **self.more(ending))
                self.assertEqual((numbers["benign"], numbers["breaches"], numbers["findings"]), (1, 0, 0))
                self.assertEqual(list((folder / "findings").iterdir()), [])
                self.assertEqual(len(list((folder / "slow").iterdir())), ending in ENDS_THE_PROCESS)

    @unittest.skipUnless(TEST_BUILD, "nothing is planted in a release build")
    def test_what_is_not_benign_is_neither(self):
        """The same ways see a broken invariant: 4 in testing, a finding in fuzzing."""
        path = self.file("breaks.py", BREAKS)
        self.expect(self.execute(TARGET, "--replay", path, env={"PADCELL_PLANT": "generator_frame"}), VIOLATION)
        _, folder, numbers = self.fuzz(path, plant="generator_frame")
        self.assertEqual((numbers["benign"], numbers["breaches"], numbers["findings"]), (0, 1, 1))
        self.assertEqual(len(list((folder / "findings").iterdir())), 1)


if __name__ == "__main__":
    harness.main()
