# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_run.py - `padcell run`: programs, streams, and every exit code for real."""
import os
import pathlib
import shutil

import harness
from harness import (BIN, CRASH, GUEST, INTERNAL, LIMIT, OK, PADCELL, REJECTED, TEST_BUILD, UNSUPPORTED, USAGE,
                     VIOLATION, ProgramTest)

ORDINARY = """
import dataclasses, datetime, enum, json, math, re, sys

class Colour(enum.Enum):
    RED = 1

@dataclasses.dataclass
class Point:
    x: int
    y: int = 2

def squares(n):
    for i in range(n):
        yield i * i

async def answer():
    return 42

task = answer()
try:
    task.send(None)
except StopIteration as stop:
    number = stop.value
words = re.findall(r"[a-z]+", sys.stdin.read())
print(json.dumps({"words": words, "squares": list(squares(4)), "number": number, "point": str(Point(1)),
                  "colour": Colour.RED.name, "gcd": math.gcd(12, 18),
                  "day": datetime.date(2024, 2, 29).isoformat()}))
"""

# exit code, policy text or None for the default one, guest, words on stderr
ENDINGS = [
    (OK, None, "print('x')", ()),
    (OK, None, "raise SystemExit", ()),
    (OK, None, "raise SystemExit(0)", ()),
    (GUEST, None, "raise SystemExit(3)", ("padcell: exit",)),
    (GUEST, None, "raise SystemExit('words')", ("padcell: exit",)),
    (GUEST, None, "1 / 0", ("Traceback", "ZeroDivisionError: division by zero", "padcell: exception")),
    (GUEST, None, "def f():\n    f()\nf()", ("RecursionError", "padcell: exception")),
    (GUEST, None, "import socket", ("padcell: exception",)),
    (LIMIT, "limits: {wall: 200ms}", "while True: pass", ("padcell: timeout",)),
    (LIMIT, "limits: {cpu: 200ms}", "while True: pass", ("padcell: timeout",)),
    (LIMIT, "limits: {wall: 200ms}", "import time\ntime.sleep(60)", ("padcell: timeout",)),
    (LIMIT, "limits: {memory: 32 MiB}", "x = [bytes(1 << 20) for i in range(1 << 20)]", ("padcell: memory",)),
    (LIMIT, "limits: {output: 1 KiB}", "while True: print('x' * 100)", ("padcell: output",)),
    (REJECTED, None, "def (:", ("padcell: rejected",)),
    (REJECTED, "limits: {source: 10 B}", "print('more than ten bytes')", ("padcell: rejected",)),
    # Nothing bounds how deep an iterator of iterators is taken apart: the C stack ends first.
    (CRASH, "limits: {stack: 1 MiB}", "i = iter(())\nfor n in range(300000): i = filter(None, i)\ndel i",
     ("padcell: crash",)),
]



def take_landlock_away():
    """A kernel without Landlock: landlock_create_ruleset() says ENOSYS."""
    harness.take_call_away(444)


class Run(ProgramTest):
    def run_guest(self, source, *words, **more):
        return self.padcell("run", *words, self.file("guest.py", source), **more)

    def test_an_ordinary_program_runs(self):
        """Classes, generators, async functions, json, re, dataclasses, enum, datetime, math and stdin work."""
        ended = self.expect(self.run_guest(ORDINARY, stdin=b"one two"), OK)
        self.assertEqual(
            ended.out.decode(),
            '{"words": ["one", "two"], "squares": [0, 1, 4, 9], "number": 42, "point": "Point(x=1, y=2)", '
            '"colour": "RED", "gcd": 6, "day": "2024-02-29"}\n',
        )
        self.assertEqual(ended.err, "")

    def test_every_ending_has_its_exit_code_and_summary(self):
        """Each way a guest can end gives its exit code, and a summary on stderr unless all is well."""
        for code, policy, guest, words in ENDINGS:
            with self.subTest(guest=guest, policy=policy):
                more = () if policy is None else ("--policy", self.file("policy.yaml", policy + "\n"))
                ended = self.expect(self.run_guest(guest + "\n", *more), code, *words)
                if not words:
                    self.assertEqual(ended.err, "")

    def test_a_violation_has_its_exit_code(self):
        """A guest that a lower layer had to catch gives exit code 4 and names invariant and layer."""
        if not TEST_BUILD:
            self.skipTest("needs a test build")
        selftests = (harness.SOURCE / "cli/doctor_selftests.def").read_text()
        self.assertIn("must-violate", selftests)
        guest = ("def deep(c):\n"
                 "    for d in type.__subclasses__(c):\n"
                 "        if d.__name__ == 'FileIO':\n"
                 "            d('canary')\n"
                 "        if d is not type:\n"
                 "            deep(d)\n"
                 "deep(object)\n")
        ended = self.run_guest(guest, "--without-layer", "permits")
        self.expect(ended, VIOLATION, "padcell: violation of G", "padcell: violation")

    def test_a_machine_that_cannot_enforce_the_policy_is_refused(self):
        """A policy that requires what this machine has not got gives exit code 7, and nothing runs."""
        policy = self.file("policy.yaml", "require: [landlock]\n")
        guest = self.file("guest.py", "print('ran')\n")
        ended = self.padcell("run", "--policy", policy, guest, preexec_fn=take_landlock_away)
        self.expect(ended, UNSUPPORTED, "landlock", "Hint: `padcell doctor`")
        self.assertEqual(ended.out, b"")
        ended = self.padcell("doctor", preexec_fn=take_landlock_away)
        self.assertIn("missing  landlock", ended.out.decode())

    def test_a_missing_worker_is_named(self):
        """Without padcell-worker there is exit code 70, the places that were searched, and a hint."""
        if pathlib.Path("/usr/local/libexec/padcell").exists():
            self.skipTest("an installed worker would be found")
        lonely = self.folder / "padcell"
        shutil.copy(PADCELL, lonely)
        ended = self.execute(lonely, "run", self.file("guest.py", ""))
        self.expect(ended, INTERNAL, "padcell-worker is missing", "Hint: build all of Padded Cell")

    def test_a_worker_that_is_none_is_an_error_of_ours(self):
        """A program in the worker's place that ends at once gives exit code 70, no hang, no orphan."""
        shutil.copy(PADCELL, self.folder / "padcell")
        for name in BIN.iterdir():
            if name.name not in ("padcell", "padcell-worker") and name.is_file():
                (self.folder / name.name).symlink_to(name)
        worker = self.folder / "padcell-worker"
        for content in ("#!/bin/sh\nexit 0\n", "#!/bin/sh\nkill -9 $$\n", "no program at all"):
            with self.subTest(content):
                worker.write_text(content)
                worker.chmod(0o755)
                ended = self.execute(self.folder / "padcell", "run", self.file("guest.py", ""))
                self.expect(ended, INTERNAL, "padcell: ")

    def test_streams_stay_apart(self):
        """stdout of the guest is on stdout alone, byte for byte; its stderr and all of ours on stderr."""
        ended = self.run_guest("import sys\nprint('to out')\nprint('to err', file=sys.stderr)\n"
                               "sys.stdout.buffer.write(b'\\xff\\x00\\x1b')\nraise ValueError('\\x1b[31m')\n")
        self.expect(ended, GUEST, "to err", "ValueError", "padcell: exception")
        self.assertEqual(ended.out, b"to out\n\xff\x00\x1b")
        self.assertNotIn("to out", ended.err)
        self.assertNotIn("\x1b", ended.err)

    def test_a_terminal_is_not_obeyed_by_guests(self):
        """On a terminal, control characters of a guest are shown as '?', split UTF-8 included."""
        try:
            main, terminal = os.openpty()
        except OSError as error:
            self.skipTest(f"no pseudo-terminal here: {error}")
        guest = ("import sys\nout = sys.stdout.buffer\nout.write(b'a\\x1b[31mb\\x07c\\xc2')\nout.flush()\n"
                 "out.write(b'\\x9bd \\xc3\\xa4\\n')\n")
        try:
            self.expect(self.run_guest(guest, stdout=terminal), OK)
            shown = os.read(main, 1000)
        finally:
            os.close(main)
            os.close(terminal)
        self.assertEqual(shown, b"a?[31mb?c\xc2?d \xc3\xa4\r\n")

    def test_denials_are_shown_when_a_guest_fails(self):
        """What a failing guest was refused is listed, with layer and count."""
        ended = self.run_guest("import os\nos.system('true')\n")
        self.expect(ended, GUEST, "padcell: denied: ", "PermissionError")

    def test_stdin_goes_to_the_guest(self):
        """The guest reads our stdin, the file of --stdin, or nothing with --stdin none."""
        guest = "import sys\nprint(repr(sys.stdin.read()))\n"
        given = self.file("input.txt", "from a file")
        self.assertEqual(self.run_guest(guest, stdin=b"ours").out, b"'ours'\n")
        self.assertEqual(self.run_guest(guest, "--stdin", given, stdin=b"ours").out, b"'from a file'\n")
        self.assertEqual(self.run_guest(guest, "--stdin=none", stdin=b"ours").out, b"''\n")
        ended = self.run_guest(guest, "--stdin", str(self.folder / "missing"))
        self.expect(ended, USAGE, "--stdin: ", "No such file")
        self.expect(self.run_guest(guest, "--stdin", str(self.folder)), USAGE, "is a directory")

    def test_the_program_may_come_from_stdin(self):
        """With - the program is read from stdin, and the guest's own input is at its end."""
        ended = self.padcell("run", "-", stdin=b"import sys\nprint([sys.stdin.read()])\n")
        self.expect(ended, OK)
        self.assertEqual(ended.out, b"['']\n")

    def test_output_comes_while_the_guest_runs(self):
        """What a guest prints before a deadline is there although the guest never ends."""
        policy = self.file("policy.yaml", "limits: {wall: 1s}\n")
        ended = self.run_guest("print('early', flush=True)\nwhile True: pass\n", "--policy", policy)
        self.expect(ended, LIMIT)
        self.assertEqual(ended.out, b"early\n")

    def test_output_is_cut_exactly_at_the_limit(self):
        """No byte more than the policy allows comes out."""
        policy = self.file("policy.yaml", "limits: {output: 1000 B}\n")
        ended = self.expect(self.run_guest("print('x' * 5000)\n", "--policy", policy), LIMIT)
        self.assertEqual(ended.out, b"x" * 1000)

    def broken_stdout(self, kind, *words):
        if kind == "closed":
            return self.padcell(*words, stdout=None, preexec_fn=lambda: os.close(1))
        if kind == "full":
            with open("/dev/full", "wb") as full:
                return self.padcell(*words, stdout=full)
        reader, writer = os.pipe()
        os.close(reader)
        try:
            return self.padcell(*words, stdout=writer)
        finally:
            os.close(writer)

    def test_a_stdout_that_fails_ends_the_command(self):
        """Closed, full or deserted, stdout gives exit code 2 and a message: no hang, no death by SIGPIPE."""
        path = self.file("guest.py", "print('x' * 100, flush=True)\n")
        endless = self.file("endless.py", "while True: print('x' * 100)\n")
        for kind in ("closed", "full", "deserted"):
            for words in (("run", path), ("run", endless), ("run", "--json", path), ("help",), ("version",),
                          ("policy", "explain", "default"), ("audit", "seccomp")):
                with self.subTest(kind=kind, words=words):
                    self.expect(self.broken_stdout(kind, *words), USAGE, "cannot write to standard output")

    def test_a_guest_that_prints_nothing_needs_no_stdout(self):
        """A closed stdout is no mistake when there is nothing to write."""
        ended = self.broken_stdout("closed", "run", self.file("guest.py", "pass\n"))
        self.expect(ended, OK)

    def test_closed_standard_descriptors_are_not_reused(self):
        """With all three closed, no file of ours is written to or read as if it were a stream."""
        path = self.file("guest.py", "print('secret')\n")
        before = pathlib.Path(path).read_bytes()

        def close_all():
            for fd in (0, 1, 2):
                os.close(fd)

        ended = self.padcell("run", path, stdout=None, stderr=None, preexec_fn=close_all)
        self.assertEqual(ended.code, USAGE)
        self.assertEqual(pathlib.Path(path).read_bytes(), before)


if __name__ == "__main__":
    harness.main()
