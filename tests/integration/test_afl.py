# SPDX-License-Identifier: Apache-2.0
"""tests/integration/test_afl.py - campaigns that AFL++ drives: real afl-fuzz, real targets.

Needs the preset fuzz-afl and afl-fuzz, and says so where they are not there.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(os.environ["PADCELL_SOURCE_DIR"], "tests/cli")))
import harness  # noqa: E402
from harness import BIN, OK, PADCELL, USAGE, VIOLATION, ProgramTest  # noqa: E402

TARGET = BIN / "fuzz_escape"


def engine_of_the_build():
    ended = subprocess.run([str(TARGET), "--engine"], capture_output=True, text=True)
    return ended.stdout.strip()


BUILT = engine_of_the_build()
WHY_NOT = (f"the targets of this build are for '{BUILT}': the preset fuzz-afl builds them for AFL++"
           if BUILT != "afl" else "" if shutil.which("afl-fuzz") else "there is no afl-fuzz here: Debian has it in afl++")


class Refused(ProgramTest):
    """What does not need AFL++: that it is not there, said clearly and before anything is started."""

    @unittest.skipIf(BUILT == "afl", "this build is for AFL++")
    def test_a_target_that_was_not_built_for_it_is_refused(self):
        """--engine afl with another build: exit 2, and the preset that is needed."""
        ended = self.padcell("fuzz", "--engine", "afl", "--out", self.folder / "out")
        self.expect(ended, USAGE, "is not built for afl", "Hint: build the preset fuzz-afl")
        self.assertFalse((self.folder / "out").exists())

    def test_an_unknown_engine_is_refused(self):
        """--engine with a word of its own: exit 2, and the engines there are."""
        ended = self.padcell("fuzz", "--engine", "honggfuzz", "--out", self.folder / "out")
        self.expect(ended, USAGE, "no engine 'honggfuzz'", "libfuzzer and afl")

    def test_a_target_is_a_name_and_no_path(self):
        """--target takes a name of our own only."""
        for name in ("../escape", "escape/x", "Escape"):
            ended = self.padcell("fuzz", "--target", name, "--out", self.folder / "out")
            self.expect(ended, USAGE, "no name of a fuzz target")


@unittest.skipIf(WHY_NOT, WHY_NOT)
class Campaign(ProgramTest):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"

    def fuzz(self, *words, **more):
        return self.padcell("fuzz", "--engine", "afl", "--out", self.out, *words, timeout=300, **more)

    def numbers(self):
        return json.loads((self.out / "stats.json").read_text())

    def heads(self):
        return [path.read_text() for path in sorted((self.out / "findings").glob("*.py"))]

    def children(self, pid):
        return [int(word) for word in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def started(self, *words):
        """A campaign that has run something, and nobody's standard streams but its own."""
        process = subprocess.Popen([str(PADCELL), "fuzz", "--engine", "afl", "--out", str(self.out), "--time", "10m",
                                    *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   start_new_session=True)
        self.addCleanup(process.kill)
        self.await_(lambda: process.poll() is not None or
                    (self.out / "stats.json").exists() and self.numbers()["executions"] > 2000)
        if process.poll() is not None:
            self.fail(f"it did not start: {process.communicate()}")
        return process

    def await_(self, condition):
        for _ in range(12000):
            if condition():
                return
            time.sleep(0.01)
        self.fail("it never came to be")

    def processes(self):
        """Those that work in this test's folder: fork servers are in sessions of their own."""
        found = []
        for entry in os.listdir("/proc"):
            try:
                if entry.isdigit() and str(self.out).encode() in pathlib.Path("/proc", entry, "environ").read_bytes():
                    found.append(int(entry))
            except OSError:
                continue
        return found

    def queued(self):
        return sum(",orig:" not in path.name and ",sync:" not in path.name
                   for path in self.out.glob("jobs/afl-*/*/queue/id:*"))

    def test_an_unweakened_cell_is_silent(self):
        """The null plant: nothing is found, the counters of the target reach afl-fuzz, and its queue is the corpus."""
        self.expect(self.fuzz("--time", "20s", "--runs", 3000), OK)
        numbers = self.numbers()
        said = numbers["engine_stats"][0]
        self.assertEqual((numbers["engine"], numbers["findings"], said["saved_crashes"]), ("afl", 0, "0"))
        self.assertGreaterEqual(numbers["executions"], 3000)
        self.assertGreater(int(said["edges_found"]), 100)
        self.assertGreater(numbers["corpus"], 100)
        self.assertEqual(numbers["corpus"], self.queued())

    def test_a_planted_weakness_becomes_a_finding(self):
        """A crash of afl-fuzz is a readable program of the campaign, confirmed, and replay repeats it."""
        ended = self.fuzz("--plant", "open_armed", "--first", "--runs", 30000, "--time", "5m", "--jobs", 2)
        self.expect(ended, VIOLATION)
        heads = self.heads()
        self.assertTrue(heads)
        self.assertIn("# confirmed: by a fresh process\n", heads[0])
        self.assertIn("# plant: open_armed\n# invariant: G\n", heads[0])
        path = next((self.out / "findings").glob("*.py"))
        self.expect(self.padcell("replay", path), VIOLATION)

    def test_the_whole_stack_is_fuzzed_too(self):
        """fuzz_fullstack: a verdict with a violation is a finding of that invariant."""
        ended = self.fuzz("--target", "fullstack", "--plant", "open_armed", "--first", "--runs", 4000, "--time", "5m")
        self.expect(ended, VIOLATION)
        self.assertIn("# target: fuzz_fullstack\n", self.heads()[0])
        self.assertIn("# invariant: G\n", self.heads()[0])

    def test_what_runs_guests_is_jailed(self):
        """The fork server's child has a system call filter and no new privileges; its parent forks, so it cannot."""
        process = self.started()
        jailed = []
        for pid in self.processes():
            try:
                program = os.readlink(f"/proc/{pid}/exe")
                status = pathlib.Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            if program == str(TARGET.resolve()):
                jailed.append("Seccomp:\t2" in status and "NoNewPrivs:\t1" in status)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertIn(True, jailed)
        self.assertIn(False, jailed)

    def test_an_interrupted_campaign_loses_nothing(self):
        """SIGINT: exit 0, every program of the queue in corpus/, nobody left."""
        process = self.started("--jobs", "2")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, OK, err)
        self.await_(lambda: self.processes() == [])
        self.assertGreater(self.numbers()["corpus"], 50)

    def test_a_killed_campaign_is_resumed(self):
        """SIGKILL: no process lives on, and the next campaign of the folder begins with the queue of the killed one."""
        process = self.started()
        process.kill()
        process.communicate(timeout=60)
        self.await_(lambda: self.processes() == [])
        left = self.queued()
        self.assertGreater(left, 50)
        self.expect(self.fuzz("--runs", 500, "--time", "2m"), OK)
        kept = len(list((self.out / "corpus").iterdir()))
        self.assertGreaterEqual(kept, left * 9 // 10)
        self.assertTrue((self.out / "jobs/afl-0").is_dir() and (self.out / "jobs/afl-1").is_dir())

    def test_a_killed_engine_is_reported_and_replaced(self):
        """afl-fuzz killed by somebody: it is said, another one goes on, and the executions are counted on."""
        process = self.started()
        before = self.numbers()["executions"]
        os.kill(self.children(process.pid)[0], signal.SIGKILL)
        self.await_(lambda: self.numbers()["engines"] == 2 and self.numbers()["executions"] > before)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, OK, err)
        self.assertIn("was ended by SIGKILL", err)
        self.assertEqual(self.numbers()["engines_killed"], 1)

    def test_without_afl_fuzz_it_is_said(self):
        """No afl-fuzz in PATH: exit 2 and the package, before anything is started."""
        ended = self.fuzz("--time", "5s", env={"PATH": str(self.folder)})
        self.expect(ended, USAGE, "no afl-fuzz in PATH", "apt-get install afl++")


if __name__ == "__main__":
    if BUILT != "afl":
        # Nothing that this machine lacks: the preset fuzz-afl has these tests as its own.
        os.environ.pop("PADCELL_MUST_WORK", None)
    harness.main()
