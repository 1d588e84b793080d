# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_input.py - guest files that cannot be used are told apart, each by its exit code."""
import os
import threading

import harness
from harness import OK, REJECTED, USAGE, ProgramTest

MIB = 1 << 20


class Input(ProgramTest):
    def test_an_empty_file_is_a_valid_program(self):
        """A file of no bytes, blanks or comments runs to its end."""
        for content in ("", "\n", "   \n\n", "# nothing\n", "\ufeff"):
            with self.subTest(content):
                self.expect(self.padcell("run", self.file("empty.py", content)), OK)

    def test_files_that_cannot_be_read_are_a_mistake_of_the_caller(self):
        """Missing files, folders and files whose reading fails exit 2, by name and reason."""
        cases = [(str(self.folder / "missing.py"), "No such file or directory"),
                 (str(self.folder), "is a directory"),
                 ("/proc/self/mem", "Input/output error"),
                 ("", "No such file or directory")]
        for path, reason in cases:
            with self.subTest(path):
                self.expect(self.padcell("run", path), USAGE, f"padcell: {path}: {reason}", "Hint: name a readable file")

    def test_a_file_without_permission_is_a_mistake_of_the_caller(self):
        """A file that we may not read exits 2."""
        path = self.file("secret.py", "pass\n")
        os.chmod(path, 0)
        # Root may read everything, so it is left behind.
        other = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        try:
            ended = self.padcell("run", path, **other)
        except PermissionError:
            self.skipTest("an ordinary user may not run this build")
        self.expect(ended, USAGE, "Permission denied")

    def test_what_is_no_python_text_is_rejected(self):
        """Binary, non-UTF-8 and NUL-holding files and syntax errors exit 6 and say why."""
        cases = {
            "binary.py": bytes(range(256)) * 64,
            "latin.py": b"print('\xe9')\n",
            "nul.py": b"print(1)\0print(2)\n",
            "only-nul.py": b"\0" * 1000,
            "syntax.py": b"print(1\nprint(2)\n",
            "tabs.py": b"if 1:\n\tx = 1\n        y = 2\n",
            "elf.py": open("/proc/self/exe", "rb").read(100000),
            "utf16.py": "print(1)\n".encode("utf-16"),
            "nested.py": b"(" * 10000 + b")" * 10000,
        }
        for name, content in cases.items():
            with self.subTest(name):
                ended = self.expect(self.padcell("run", self.file(name, content)), REJECTED, "padcell: rejected")
                self.assertEqual(ended.out, b"")
                self.assertNotIn("\0", ended.err)

    def test_a_syntax_error_is_shown_with_its_line(self):
        """The message of a rejected guest names the line."""
        path = self.file("syntax.py", "a = 1\nb = 2\nc = = 3\n")
        self.expect(self.padcell("run", path), REJECTED, "3", "invalid syntax")

    def test_a_guest_of_100_mb_is_rejected(self):
        """A program of 100 MB is too long, from a file and from a pipe alike."""
        path = self.folder / "large.py"
        with open(path, "wb") as large:
            large.truncate(100 * MIB)
        self.expect(self.padcell("run", path), REJECTED, "padcell: rejected")
        self.expect(self.padcell("run", "-", stdin=b"#" * (100 * MIB)), REJECTED, "padcell: rejected")

    def test_an_endless_file_is_rejected(self):
        """A file without an end is read no further than the longest program any policy allows."""
        self.expect(self.padcell("run", "/dev/zero"), REJECTED, "padcell: rejected")

    def test_the_limit_of_the_source_is_exact(self):
        """A program of as many bytes as the policy allows runs; one more is rejected."""
        policy = self.file("policy.yaml", "limits: {source: 100 B}\n")
        fits = self.file("fits.py", "#" * 100)
        longer = self.file("longer.py", "#" * 101)
        self.expect(self.padcell("run", "--policy", policy, fits), OK)
        self.expect(self.padcell("run", "--policy", policy, longer), REJECTED, "padcell: rejected")

    def test_a_program_may_come_from_a_fifo(self):
        """A named pipe is read to its end."""
        path = self.folder / "fifo.py"
        os.mkfifo(path)
        writer = threading.Thread(target=lambda: path.write_text("print('from a fifo')\n"))
        writer.start()
        ended = self.padcell("run", path)
        writer.join()
        self.expect(ended, OK)
        self.assertEqual(ended.out, b"from a fifo\n")

    def test_odd_file_names_are_only_names(self):
        """Line breaks, escapes and non-UTF-8 bytes in a file's name reach neither terminal nor guest as more."""
        for name in (b"new\nline.py", b"esc\x1b[31m.py", b"bytes\xff.py", b"a" * 250 + b".py"):
            with self.subTest(name):
                path = os.path.join(os.fsencode(self.folder), name)
                with open(path, "wb") as guest:
                    guest.write(b"1 / 0\n")
                ended = self.execute(harness.PADCELL, "run", os.fsdecode(path))
                self.expect(ended, harness.GUEST, "ZeroDivisionError")
                self.assertNotIn("\x1b", ended.err)

    def test_a_guest_does_not_learn_where_it_came_from(self):
        """Tracebacks name a guest by its file's name, never by a path of the host."""
        for source in ("1 / 0\n", "c = = 3\n", "print(__name__, (lambda: 0).__code__.co_filename)\n"):
            path = self.file("guest.py", source)
            ended = self.padcell("run", path)
            self.assertNotIn(str(self.folder), ended.err)
            self.assertNotIn(str(self.folder).encode(), ended.out)


if __name__ == "__main__":
    harness.main()
