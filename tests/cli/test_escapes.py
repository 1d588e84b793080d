# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_escapes.py - heads are strict, the index is fresh, and every known escape is contained."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import harness
from harness import INTERNAL, OK, SOURCE, TEST_BUILD, USAGE, VIOLATION, ProgramTest

HEAD = {
    "id": "sample", "family": "samples", "kind": "escape", "invariant": "D, E", "origin": "this test",
    "technique": "none", "needs": "any", "pythons": "3.11.2, 3.12.1, 3.13.0", "stopped-by": "permits, builtins",
    "fix": "structural", "alive-when": "canary",
}
ALIVE = "print(print.__self__.__import__('os').environ['PADCELL_CANARY'])\n"
TOKEN = "f00dfacef00dfacef00dfacef00dface"
PYTHON = "%d.%d.%d" % sys.version_info[:3]

# what is wrong, the line replaced, its new text, the line and the words of the message
BAD_HEADS = [
    ("an unknown key", 2, "# famly: samples", 2, "there is no key 'famly'"),
    ("a duplicate", 3, "# id: sample", 3, "'id' stands here again; the first is in line 1"),
    ("no key and value", 5, "# origin", 5, "expected '# key: value'"),
    ("a kind that is none", 3, "# kind: trick", 3, "'kind' must be escape"),
    ("an invariant that is none", 4, "# invariant: D, Z", 4, "'invariant' must be"),
    ("an empty item", 4, "# invariant: D,", 4, "'invariant' must be"),
    ("a version that is none", 8, "# pythons: 3.11", 8, "'pythons' must be"),
    ("a layer that is none", 9, "# stopped-by: luck", 9, "'stopped-by' must be"),
    ("a fix that is none", 10, "# fix: soon", 10, "'fix' must be"),
    ("a sign that is none", 11, "# alive-when: always", 11, "'alive-when' must be"),
    ("a missing key", 11, "", 11, "the head ends without '# alive-when: ...'"),
    ("another id", 1, "# id: other", 1, "the head says 'other', the path says 'sample'"),
    ("a value too long", 6, "# technique: " + "x" * 600, 6, "'technique' must be"),
]


def head(**changes):
    return "".join(f"# {key}: {value}\n" for key, value in {**HEAD, **changes}.items())


class Escapes(ProgramTest):
    def escape(self, program, **changes):
        return self.file("sample.py", head(pythons=f"{PYTHON}, 3.99.0", **changes) + "\n" + program)

    def rows(self, ended):
        return json.loads(ended.out)["escapes"]

    def test_the_index_is_what_the_heads_say(self):
        """INDEX.md is made from the heads of the tree as it stands."""
        done = subprocess.run([sys.executable, "-B", SOURCE / "known-escapes/index.py", "--check"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_both_readers_of_heads_know_the_same_keys(self):
        """index.py and escape_head.def list the same keys, and the layers are those of layers.def."""
        table = (SOURCE / "cli/escape_head.def").read_text()
        keys = re.findall(r'^KEY\(\w+,\s*"([a-z-]+)"', table, re.MULTILINE)
        self.assertEqual(keys, list(HEAD))
        script = (SOURCE / "known-escapes/index.py").read_text()
        self.assertEqual(re.findall(r'^    "([a-z-]+)": ', script, re.MULTILINE), keys)
        layers = re.findall(r'^LAYER\(\w+,\s*"(\w+)"', (SOURCE / "sandbox/base/layers.def").read_text(), re.MULTILINE)
        reader = (SOURCE / "cli/escape_head.c").read_text()
        known = re.search(r"is_layer\(.*?\{(.*?)NULL\}", reader, re.DOTALL).group(1)
        self.assertEqual(set(re.findall(r'"(\w+)"', known)), set(layers))

    def test_a_bad_head_is_refused_by_file_and_line(self):
        """Each mistake in a head exits 2, by file and line."""
        good = head().splitlines()
        for what, line, text, where, words in BAD_HEADS:
            with self.subTest(what):
                lines = good[: line - 1] + [text] + good[line:]
                path = self.file("sample.py", "\n".join(lines) + "\n\npass\n")
                self.expect(self.padcell("replay", path), USAGE, f"sample.py:{where}: {words}")

    def test_an_escape_that_is_alive_and_contained(self):
        """A living escape is shown as alive by its canary, contained, and with the layer that stopped it."""
        ended = self.expect(self.padcell("replay", "--json", self.escape(ALIVE)), OK)
        row = self.rows(ended)[0]
        self.assertEqual((row["alive"], row["alive_how"], row["contained"]), ("yes", "canary", True))
        self.assertIn(row["stopped_by"], ("builtins", "permits"), row)
        text = self.expect(self.padcell("replay", self.escape(ALIVE)), OK).out.decode()
        self.assertTrue(text.endswith("\n1 escapes: 1 alive, 1 contained, 0 loose\n"), text)

    def test_a_row_that_claims_too_much_is_reported(self):
        """An escape that is not alive where its head says so exits 70 and is to be marked."""
        ended = self.padcell("replay", self.escape("print('nothing')\n"))
        self.expect(ended, INTERNAL, "sample: no longer alive; mark it")

    def test_life_elsewhere_is_never_life_here(self):
        """A row that is alive on other Pythons only says so, whatever happens here."""
        path = self.file("sample.py", head(pythons="3.99.1") + "\n" + ALIVE)
        ended = self.expect(self.padcell("replay", path), OK)
        self.assertIn("alive on 3.99.1", ended.out.decode())
        self.assertIn("1 escapes: 0 alive, 1 contained, 0 loose", ended.out.decode())

    def test_a_loose_escape_is_seen(self):
        """When the token gets out by any way that a guest has, the row is loose and the exit code 4."""
        if not TEST_BUILD:
            self.skipTest("needs a test build")
        for way in (f"print('{TOKEN}')", f"import sys\nsys.stderr.write('{TOKEN}')", f"raise ValueError('{TOKEN}')",
                    f"import padcell\npadcell.result('{TOKEN}')"):
            with self.subTest(way):
                program = f"try:\n    {ALIVE.strip()}\nexcept BaseException:\n    pass\n{way}\n"
                ended = self.padcell("replay", "--canary", TOKEN, self.escape(program))
                self.expect(ended, VIOLATION, "sample: loose")
                self.assertIn(b"LOOSE", ended.out)
                self.assertIn(b"0 contained, 1 loose", ended.out)

    def test_crashes_and_exhaustion_are_signs_of_life(self):
        """A crash row is alive by its signal and contained by the process; an exhausting one by a limit."""
        chain = "i = iter(())\nfor n in range(3000000): i = filter(None, i)\ndel i\n"
        crash = self.escape(chain, kind="crash", **{"alive-when": "crash", "stopped-by": "process"})
        row = self.rows(self.expect(self.padcell("replay", "--json", crash), OK))[0]
        self.assertEqual((row["alive"], row["alive_how"], row["contained"]), ("yes", "SEGV", True))
        spin = self.escape("while True: pass\n", kind="denial-of-service",
                           **{"alive-when": "exhausts", "stopped-by": "supervisor"})
        row = self.rows(self.expect(self.padcell("replay", "--json", spin), OK))[0]
        self.assertEqual((row["alive"], row["contained"], row["stopped_by"]), ("yes", True, "supervisor"))

    def test_a_file_of_an_unknown_target_is_no_path(self):
        """A finding may name a fuzz target only, not any program."""
        for target in ("sh", "../../bin/sh", "fuzz_no_such", "fuzz_../x"):
            path = self.file("finding.py", f"# target: {target}\nv0 = 1\n")
            self.expect(self.padcell("replay", path), INTERNAL, f"no fuzz target '{target}'")

    def test_an_interrupted_replay_leaves_no_folder(self):
        """A replay that a signal ends takes the folder with the canary along, and dies of that signal."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number.name):
                process = subprocess.Popen([harness.PADCELL, "replay"], env=dict(os.environ, TMPDIR=str(self.folder)),
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
                self.addCleanup(process.kill)
                while not list(self.folder.glob("padcell-replay-*/canary.txt")) and process.poll() is None:
                    time.sleep(0.01)
                process.send_signal(number)
                self.assertEqual(process.wait(timeout=60), -number)
                self.assertEqual(list(self.folder.glob("padcell-replay-*")), [])
                while harness.session_members(process.pid):
                    time.sleep(0.01)

    def finding(self, answer, *words):
        """What `padcell replay` makes of a finding whose target, beside padcell, is the script `answer`."""
        shutil.copy(harness.PADCELL, self.folder / "padcell")
        target = self.folder / "fuzz_escape"
        target.write_text(f'#!/bin/sh\n[ "$1" = --replay ] && [ -f "$2" ] || exit 99\n{answer}\n')
        target.chmod(0o755)
        path = self.file("finding.py", "# target: fuzz_escape\nv0 = ()\n")
        return self.execute(self.folder / "padcell", "replay", *words, path)

    def test_a_finding_is_repeated_by_its_target(self):
        """A finding runs in the target it names; a broken invariant is exit code 4 and named, silence is 0."""
        mark = "fuzzers/oracle/oracle.c:7: ASSERTION FAILED: padcell_invariant_G_no_ambient_authority_violated"
        ended = self.expect(self.finding(f"echo '{mark}' >&2; exit 4"), VIOLATION, mark)
        self.assertIn(b"repeated: invariant G no_ambient_authority\n", ended.out)
        ended = self.expect(self.finding(f"echo '{mark}' >&2; kill -ABRT $$"), VIOLATION)
        self.assertIn(b"repeated: invariant G no_ambient_authority\n", ended.out)
        ended = self.expect(self.finding("kill -SEGV $$"), VIOLATION)
        self.assertIn(b"repeated: invariant A: died by SIGSEGV", ended.out)
        ended = self.expect(self.finding("exit 0"), OK)
        self.assertIn(b"not repeated: the target is silent", ended.out)
        ended = self.expect(self.finding("exit 3"), INTERNAL)
        self.assertIn(b"could not be repeated: the target ended with 3", ended.out)

    def test_a_finding_has_its_document(self):
        """With --json a repeated finding stands in the one document."""
        ended = self.expect(self.finding("echo x:1: ASSERTION FAILED: padcell_invariant_E_allowed_set_violated; exit 4",
                                         "--json"), VIOLATION)
        row = json.loads(ended.out)["findings"][0]
        self.assertEqual((row["repeated"], row["invariant"], row["target"]), (True, "E", "fuzz_escape"))

    def test_every_known_escape_is_contained(self):
        """Replay of the whole corpus: no row is loose, none is dead where its head says that it lives."""
        ended = self.padcell("replay", "--json", timeout=850)
        document = json.loads(ended.out)
        audit = self.expect(self.padcell("audit", "seccomp", "--json"), OK)
        sanitized = json.loads(audit.out)["sanitized"]
        # A sanitizer keeps freed memory out of use and rules out RLIMIT_AS: in the control a crasher may
        # then come to its end, and an eater of memory find enough.  Containment is asked for all the same.
        dead = [row for row in document["escapes"] if row["alive"] == "no" and not sanitized]
        wrong = [row for row in document["escapes"]
                 if row.get("contained") is not True or row["alive"] == "unknown" or "error" in row]
        self.assertEqual(wrong + dead, [])
        if not sanitized:
            self.assertEqual(ended.code, OK)
        totals = document["totals"]
        self.assertEqual(totals["contained"], totals["escapes"])
        self.assertGreaterEqual(totals["alive"], 30)
        self.assertGreaterEqual(len({row["family"] for row in document["escapes"] if row["alive"] == "yes"}), 12)


if __name__ == "__main__":
    harness.main()
