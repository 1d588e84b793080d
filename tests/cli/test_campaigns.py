# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_campaigns.py - campaigns that are interrupted, or that lose their engines or their place.

Each must say clearly what happened, end with the right code, and keep all that was found until then.
"""
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

import fake_engine
import harness
from harness import INTERNAL, OK, PADCELL, USAGE, VIOLATION, ProgramTest

WORKS = "keep('a-program')\nran(1000)\n"
FINDS = WORKS + "find('E-permits-a_frame')\n"


def run_in_namespace(*command):
    return subprocess.run(["unshare", "--user", "--map-root-user", "--mount", *map(str, command)],
                          capture_output=True, text=True)


def why_no_mounts():
    """What keeps this user from a mount of his own; empty when nothing does."""
    if shutil.which("unshare") is None:
        return "there is no unshare(1)"
    ended = run_in_namespace("mount", "-t", "tmpfs", "-o", "size=1m", "none", "/tmp")
    return "" if ended.returncode == 0 else f"no mount namespace for this user: {ended.stderr.strip()}"


class Campaign(ProgramTest):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"

    def words(self, *more):
        return ["fuzz", "--json", "--out", str(self.out), *map(str, more)]

    def fuzz(self, body, *words, **more):
        env = {"PADCELL_FUZZERS": str(fake_engine.write(self.folder, body))}
        return self.padcell(*self.words(*words), env=env, **more)

    def started(self, body, *words):
        """A campaign under way, when its first engine has run something."""
        env = dict(os.environ, TMPDIR=str(self.folder), PADCELL_FUZZERS=str(fake_engine.write(self.folder, body)))
        process = subprocess.Popen([str(PADCELL), *self.words("--time", "10m", *words)], env=env, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        self.addCleanup(process.kill)
        self.await_(lambda: (self.out / "jobs/0.stats").exists() or process.poll() is not None)
        if process.poll() is not None:
            self.fail(f"it did not start: {process.communicate()}")
        return process

    def await_(self, condition):
        for _ in range(12000):
            if condition():
                return
            time.sleep(0.01)
        self.fail("it never came to be")

    def ended(self, process):
        out, err = process.communicate(timeout=60)
        self.await_(lambda: harness.session_members(process.pid) == [])
        return harness.Ended(process.returncode, out.encode(), err)

    def numbers(self):
        """What stats.json says; zeros while there is none."""
        path = self.out / "stats.json"
        return json.loads(path.read_text()) if path.exists() else {"executions": 0, "findings": 0}

    def engine(self, process):
        """The engine of a campaign, which is its only child then."""
        children = []
        def look():
            path = f"/proc/{process.pid}/task/{process.pid}/children"
            children[:] = [int(word) for word in open(path).read().split()]
            return len(children) == 1 and (self.out / "jobs/0.stats").exists()
        self.await_(look)
        return children[0]


class Interruptions(Campaign):
    def test_a_signal_ends_a_campaign_cleanly(self):
        """SIGINT, SIGTERM and SIGHUP end it at once: numbers written, corpus kept, no process left, exit 0 or 4."""
        for number, body, code in ((signal.SIGINT, WORKS, OK), (signal.SIGTERM, FINDS, VIOLATION),
                                   (signal.SIGHUP, WORKS, OK)):
            with self.subTest(number.name):
                process = self.started(body + fake_engine.STAYS)
                self.await_(lambda: len(list((self.out / "findings").glob("*.py"))) == (code == VIOLATION))
                process.send_signal(number)
                ended = self.expect(self.ended(process), code)
                self.assertEqual((json.loads(ended.out)["executions"], self.numbers()["executions"]), (1000, 1000))
                self.assertTrue((self.out / "corpus/a-program").exists())
                self.assertIn("execs_done        : 1000", (self.out / "fuzzer_stats").read_text())
                shutil.rmtree(self.out)

    def test_an_engine_that_ignores_the_end_is_ended(self):
        """An engine that catches SIGTERM is killed after its grace, and the campaign ends."""
        process = self.started("signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + WORKS + fake_engine.STAYS)
        process.send_signal(signal.SIGINT)
        self.expect(self.ended(process), OK)

    def test_a_killed_engine_is_told_and_followed_by_another(self):
        """kill -9 of an engine: it is said, its executions count, the corpus stays, the campaign goes on."""
        process = self.started(WORKS + fake_engine.STAYS)
        os.kill(self.engine(process), signal.SIGKILL)
        self.await_(lambda: self.numbers()["executions"] == 2000)
        process.send_signal(signal.SIGINT)
        ended = self.expect(self.ended(process), OK, "engine 0 was ended by SIGKILL after 1000 executions")
        numbers = json.loads(ended.out)
        self.assertEqual((numbers["executions"], numbers["engines"], numbers["engines_killed"]), (2000, 2, 1))
        self.assertTrue((self.out / "corpus/a-program").exists())

    def test_a_killed_campaign_is_resumed(self):
        """kill -9 of padcell ends its engines; the next campaign has corpus and findings, and no foreign numbers."""
        process = self.started(FINDS + fake_engine.STAYS)
        self.await_(lambda: self.numbers()["findings"] == 1)
        process.kill()
        self.ended(process)
        self.assertTrue((self.out / "jobs/0.stats").exists())
        # These engines die before they count anything: what the file says was done by another.
        ended = self.fuzz("sys.exit(1)\n", "--time", "1m")
        self.expect(ended, VIOLATION, "engine 0 ends as soon as it starts")
        numbers = json.loads(ended.out)
        self.assertEqual((numbers["executions"], numbers["findings"], numbers["corpus"]), (0, 1, 1))


class Engines(Campaign):
    def test_one_that_never_runs_anything_is_given_up(self):
        """Three engines that die before their first execution end the campaign, with what they said."""
        ended = self.expect(self.fuzz("print('no cell for me')\nsys.exit(3)\n", "--time", "10m"), INTERNAL)
        self.assertIn("engine 0 ends as soon as it starts: no cell for me", ended.err)
        self.assertIn(f"{self.out}/jobs/0.log", ended.err)
        self.assertEqual((self.out / "jobs/0.log").read_text().count("no cell for me"), 3)

    def test_one_that_ends_again_and_again_is_told_once(self):
        """Engines that run a little and end, twenty times in a row, are told once; the campaign ends in its time."""
        ended = self.expect(self.fuzz("ran(5)\nsys.exit(77)\n", "--time", "10s"), OK)
        self.assertEqual(ended.err.count("engine 0 ended 20 times in a row right after its start"), 1)
        numbers = json.loads(ended.out)
        self.assertGreaterEqual(numbers["engines"], 20)
        self.assertLess(numbers["engines"], 200)
        self.assertEqual(numbers["executions"] % 5, 0)

    def test_a_target_that_cannot_repeat_loses_no_finding(self):
        """What no process could be made to repeat stays in findings, is told, and is no silence: exit 70."""
        ended = self.expect(self.fuzz(WORKS + "find('mute')\n" + fake_engine.STAYS, "--time", "3s"), INTERNAL)
        self.assertIn(f"1 in {self.out}/findings could not be repeated", ended.err)
        numbers = json.loads(ended.out)
        self.assertEqual((numbers["findings"], numbers["unsure"]), (0, 1))
        self.assertTrue((self.out / "findings/mute.py").exists())


class Places(Campaign):
    def test_a_file_in_the_place_of_a_folder_is_named(self):
        """--out, or a folder in it, that is a file is exit code 2, with a hint."""
        self.out.write_text("not a folder")
        self.expect(self.fuzz(WORKS), USAGE, f"{self.out}: Not a directory", "Hint: ")
        self.out.unlink()
        self.out.mkdir()
        (self.out / "findings").write_text("not a folder")
        self.expect(self.fuzz(WORKS), USAGE, f"{self.out}/findings: Not a directory", "Hint: ")

    def test_a_folder_that_vanishes_ends_the_campaign(self):
        """When corpus or findings is taken away, the campaign ends with 2 and says so, and keeps the rest."""
        for name in ("corpus", "findings"):
            with self.subTest(name):
                process = self.started(WORKS + fake_engine.STAYS)
                self.await_(lambda: (self.out / "stats.json").exists())
                shutil.rmtree(self.out / name)
                ended = self.expect(self.ended(process), USAGE, f"{self.out}/{name} can no longer be written")
                self.assertEqual(json.loads(ended.out)["executions"], 1000)
                shutil.rmtree(self.out)

    def test_a_finding_outweighs_a_campaign_that_broke_off(self):
        """With a finding the exit code is 4, though the campaign lost its place; the report says both."""
        process = self.started(FINDS + fake_engine.STAYS, "--junit", self.folder / "report.xml")
        self.await_(lambda: self.numbers()["findings"] == 1)
        shutil.rmtree(self.out / "corpus")
        self.expect(self.ended(process), VIOLATION, "can no longer be written")
        report = (self.folder / "report.xml").read_text()
        self.assertIn("<failure ", report)
        self.assertIn("<error ", report)

    def mounted(self, options, script, body, *words):
        """A campaign whose folder is a mount of its own; afterwards what is in it is in the folder `kept`."""
        refusal = why_no_mounts()
        if refusal:
            self.skipTest(refusal)
        self.out.mkdir()
        kept = self.folder / "kept"
        env = {"PADCELL_FUZZERS": str(fake_engine.write(self.folder, body))}
        program = (f'mount -t tmpfs -o {options} none "{self.out}" || exit 99\n{script}\n'
                   f'"$@"\ncode=$?\ncp -r "{self.out}" "{kept}"\nexit $code')
        ended = self.execute("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", program, "sh", PADCELL,
                             *self.words(*words), env=env)
        self.assertNotEqual(ended.code, 99, repr(ended))
        return ended, kept

    def test_a_read_only_folder_is_refused(self):
        """A campaign's folder on a read-only file system is exit code 2, before anything is started."""
        ended, kept = self.mounted("ro", "", "find('started')\n")
        self.expect(ended, USAGE, "Read-only file system", "Hint: name a folder that can be written with --out")
        self.assertEqual(list(kept.iterdir()), [])

    def test_a_file_system_without_room_is_refused(self):
        """A folder with less room than findings and numbers may need is exit code 2."""
        ended, _ = self.mounted("size=2m", "", "find('started')\n")
        self.expect(ended, USAGE, "the file system is full but for 4096 KiB", "Hint: ")

    def test_a_file_system_that_fills_up_ends_the_campaign(self):
        """When the disk fills, the campaign ends while there is room for its findings, and they are confirmed."""
        body = FINDS + "for i in range(4096):\n    keep(str(i), 65536)\n    time.sleep(0.01)\n"
        ended, kept = self.mounted("size=16m", "", body, "--time", "10m")
        self.expect(ended, VIOLATION, "the file system is full")
        self.assertIn("# confirmed: by a fresh process", (kept / "findings/E-permits-a_frame.py").read_text())
        self.assertEqual(json.loads((kept / "stats.json").read_text())["executions"], 1000)

    def test_a_folder_that_becomes_read_only_ends_the_campaign(self):
        """A file system that turns read-only under a campaign ends it with 2, or with 4 when something was found."""
        # A file system with files open for writing cannot be made read-only; one above it can be so.
        script = (f'(for i in $(seq 600); do [ -s "{self.out}/stats.json" ] && break; sleep 0.1; done\n'
                  f'mount -t tmpfs -o ro none "{self.out}/findings") &')
        ended, kept = self.mounted("size=16m", script, WORKS + fake_engine.STAYS, "--time", "10m")
        self.expect(ended, USAGE, "can no longer be written: Read-only file system")
        self.assertEqual(json.loads((kept / "stats.json").read_text())["executions"], 1000)

    def test_files_that_may_not_grow_end_the_campaign(self):
        """Under a limit on file sizes the campaign says what it cannot write, and is not killed by it."""
        targets = fake_engine.write(self.folder, WORKS + fake_engine.STAYS)
        ended = self.execute("/bin/sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", PADCELL, *self.words("--time", "1m"),
                             env={"PADCELL_FUZZERS": str(targets)})
        self.expect(ended, USAGE, "cannot write to", "File too large")


if __name__ == "__main__":
    harness.main()
