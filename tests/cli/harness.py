# SPDX-License-Identifier: Apache-2.0
"""tests/cli/harness.py - runs the real programs, and looks for what they leave behind.

Every run gets a session of its own and one end of a pipe.  Afterwards no process may be left in the
session, and the pipe must be at its end: so nobody lives on, and nobody holds our descriptors.
"""
import ctypes
import os
import pathlib
import select
import struct
import subprocess
import sys
import tempfile
import unittest

BIN = pathlib.Path(os.environ["PADCELL_BIN_DIR"])
SOURCE = pathlib.Path(os.environ["PADCELL_SOURCE_DIR"])
TEST_BUILD = os.environ.get("PADCELL_IS_TEST_BUILD") == "1"
SANITIZED = os.environ.get("PADCELL_SANITIZERS", "") != ""
PADCELL = BIN / "padcell"
NAIVE = BIN / "padcell-naive"
COMMANDS = ["run", "replay", "fuzz", "audit", "doctor", "policy", "help", "version"]

# KEEP IN STEP: exit codes (sandbox/include/padcell/verdict.h)
OK, GUEST, USAGE, LIMIT, VIOLATION, CRASH, REJECTED, UNSUPPORTED, INTERNAL = 0, 1, 2, 3, 4, 5, 6, 7, 70


def take_call_away(number, errno=38):
    """Make this process and its children live on a kernel without a system call: ENOSYS, or another answer."""
    load, jump_equal, answer, allow, refuse = 0x20, 0x15, 0x06, 0x7FFF0000, 0x00050000
    steps = [(load, 0, 0, 0), (jump_equal, 0, 1, number), (answer, 0, 0, refuse | errno), (answer, 0, 0, allow)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    set_no_new_privs, set_seccomp, filter_mode = 38, 22, 2
    if libc.prctl(set_no_new_privs, 1, 0, 0, 0) != 0 or libc.prctl(set_seccomp, filter_mode, program) != 0:
        raise OSError(ctypes.get_errno(), "no filter")


class Ended:
    """How a program ended, and what it said."""

    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err

    def __repr__(self):
        return f"code {self.code}\n--- stdout\n{self.out[-2000:]}\n--- stderr\n{self.err[-2000:]}"


def session_members(session):
    """Processes of a session, zombies of others included."""
    members = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            fields = pathlib.Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            members.append(int(entry))
    return members


def pipe_is_at_its_end(reader, patience=5.0):
    """Killed processes may need a moment to be gone: the pipe says when, no clock does."""
    readable, _, _ = select.select([reader], [], [], patience)
    return bool(readable) and os.read(reader, 1) == b""


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own, and programs that must leave nothing behind."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="padcell-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def execute(self, program, *words, stdin=b"", env=None, timeout=120, **more):
        reader, writer = os.pipe()
        os.set_inheritable(writer, True)
        environment = dict(os.environ, TMPDIR=str(self.folder), **(env or {}))
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        with subprocess.Popen(
            [str(program), *map(str, words)], stdin=subprocess.PIPE, env=environment,
            pass_fds=[writer], start_new_session=True, **more,
        ) as process:
            os.close(writer)
            try:
                out, err = process.communicate(stdin, timeout=timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                os.close(reader)
                self.fail(f"{program} {words} hangs")
        at_end = pipe_is_at_its_end(reader)
        os.close(reader)
        self.assertTrue(at_end, f"{words}: a process lives on with our descriptor")
        self.assertEqual(session_members(process.pid), [], f"{words}: processes are left")
        return Ended(process.returncode, out or b"", (err or b"").decode("utf-8", "replace"))

    def padcell(self, *words, **more):
        return self.execute(PADCELL, *words, **more)

    def expect(self, ended, code, *in_stderr):
        self.assertEqual(ended.code, code, repr(ended))
        for text in in_stderr:
            self.assertIn(text, ended.err)
        return ended


class Result(unittest.TextTestResult):
    """Prints each test as the sentence it is."""

    def getDescription(self, test):
        return test.shortDescription() or str(test)


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    for test in (case for group in suite for case in group):
        assert test.shortDescription(), f"{test} has no sentence"
    program = unittest.main(exit=False, verbosity=2,
                            testRunner=unittest.TextTestRunner(resultclass=Result, verbosity=2))
    result = program.result
    if not result.wasSuccessful():
        sys.exit(1)
    if result.skipped and os.environ.get("PADCELL_MUST_WORK"):
        print("skips are failures here: PADCELL_MUST_WORK is set", file=sys.stderr)
        sys.exit(1)
    sys.exit(77 if result.testsRun and len(result.skipped) == result.testsRun else 0)
