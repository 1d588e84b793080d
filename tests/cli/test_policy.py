# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_policy.py - policies are checked by file and line, and explained as policies."""
import re

import harness
from harness import OK, USAGE, ProgramTest

BUILTINS = ("default", "strict", "teaching")

# what is wrong, the text, the line of the message or None, words of the message
BAD = [
    ("an unknown key", "limits:\n  wal: 5 s\n", 2, ("wal",)),
    ("an unknown group", "limits:\n  wall: 5 s\nlimit: {}\n", 3, ("limit",)),
    ("a wrong type", "limits:\n  wall: [1]\n", 2, ("wall",)),
    ("a wrong unit", "limits:\n  memory: 5 parsecs\n", 2, ("memory",)),
    ("a duplicate key", "limits:\n  wall: 5 s\n  wall: 6 s\n", 3, ("wall", "2")),
    ("a value out of range", "limits:\n  wall: 0\n", 2, ("wall",)),
    ("contradictory limits", "limits:\n  output: 64 MiB\n  memory: 16 MiB\n", None, ("output", "memory")),
    ("an unknown module", "modules:\n  allow: [jsn]\n", 2, ("jsn",)),
    ("an unknown rung", "require: [seccmp]\n", 1, ("seccmp",)),
    ("a flag that is none", "grants:\n  stdin: maybe\n", 2, ("stdin",)),
    ("broken YAML", "limits: [\n", None, ()),
    ("a list for a file", "- 1\n", 1, ()),
    ("two documents", "limits: {}\n---\nlimits: {}\n", None, ()),
]


class Policy(ProgramTest):
    def test_builtin_policies_are_valid(self):
        """Each built-in policy can be checked, and its digest is printed."""
        for name in BUILTINS:
            ended = self.expect(self.padcell("policy", "check", name), OK)
            self.assertRegex(ended.out.decode(), rf"\A{name}: valid, sha256 [0-9a-f]{{64}}\n\Z")

    def test_explained_policies_are_equal_policies(self):
        """The text of `policy explain` is a policy file of the same digest."""
        for name in BUILTINS:
            text = self.expect(self.padcell("policy", "explain", name), OK).out
            path = self.file(f"{name}.yaml", text)
            digests = [
                re.search(rb"[0-9a-f]{64}", self.expect(self.padcell("policy", "check", word), OK).out).group()
                for word in (name, path)
            ]
            self.assertEqual(digests[0], digests[1])

    def test_bad_policies_are_refused_by_file_and_line(self):
        """Each bad policy exits 2, and the message names the file, the line and the mistake."""
        for what, text, line, words in BAD:
            with self.subTest(what):
                path = self.file("bad.yaml", text)
                ended = self.expect(self.padcell("policy", "check", path), USAGE, path, "Hint: ", *words)
                if line is not None:
                    self.assertIn(f"bad.yaml:{line}:", ended.err)
                self.assertEqual(ended.out, b"")

    def test_files_that_are_no_text_are_refused(self):
        """Binary, missing and unreadable policy files, and folders, exit 2 and are named."""
        names = {
            "nul.yaml": b"limits:\0\n",
            "latin.yaml": b"limits: \xff\xfe\n",
            "binary.yaml": bytes(range(256)) * 100,
        }
        paths = [self.file(name, content) for name, content in names.items()]
        paths += [str(self.folder / "missing.yaml"), str(self.folder) + "/"]
        for path in paths:
            with self.subTest(path):
                self.expect(self.padcell("policy", "check", path), USAGE, "padcell: ")

    def test_an_empty_policy_is_the_policy_of_no_wishes(self):
        """An empty file is either valid or refused with a message, never a crash."""
        ended = self.padcell("policy", "check", self.file("empty.yaml", ""))
        self.assertIn(ended.code, (OK, USAGE), repr(ended))
        self.assertTrue(ended.out or ended.err)

    def test_run_refuses_a_bad_policy_before_the_guest(self):
        """`padcell run` with a bad policy prints nothing of the guest."""
        bad = self.file("bad.yaml", "limits:\n  wal: 5 s\n")
        guest = self.file("guest.py", "print('ran')\n")
        ended = self.expect(self.padcell("run", "--policy", bad, guest), USAGE, "bad.yaml:2:")
        self.assertEqual(ended.out, b"")

    def test_a_file_named_like_a_policy_needs_a_path(self):
        """A word without dot and slash is a built-in policy; the hint says how to name a file."""
        self.file("mine", "limits: {wall: 1 s}\n")
        ended = self.padcell("policy", "check", "mine", cwd=self.folder)
        self.expect(ended, USAGE, "no built-in policy 'mine'", "write ./mine")
        self.expect(self.padcell("policy", "check", "./mine", cwd=self.folder), OK)


if __name__ == "__main__":
    harness.main()
