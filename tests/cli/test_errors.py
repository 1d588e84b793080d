# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_errors.py - a wrong command line is answered by the mistake and a hint."""
import harness
from harness import COMMANDS, TEST_BUILD, USAGE, ProgramTest

# words, the mistake, the hint
MISTAKES = [
    ((), "a command is missing", "`padcell help` lists the commands"),
    (("rnu",), "there is no command 'rnu'", "did you mean `padcell run`?"),
    (("polcy",), "there is no command 'polcy'", "did you mean `padcell policy`?"),
    (("qqqqqq",), "there is no command 'qqqqqq'", "`padcell help` lists the commands"),
    (("--versoin",), "there is no command '--versoin'", "did you mean `padcell version`?"),
    (("help", "rnu"), "there is no command 'rnu'", "did you mean `padcell run`?"),
    (("run", "--jsn", "x.py"), "run: unknown option --jsn", "did you mean --json?"),
    (("run", "-x", "x.py"), "run: unknown option -x", "`padcell run --help` lists its options"),
    (("run", "-json", "x.py"), "run: unknown option -json", "did you mean --json?"),
    (("run",), "run: something is missing", "for example: padcell run"),
    (("run", *["a.py"] * 15, "b.py"), "run: 'b.py' is one word too many", "for example: padcell run"),
    (("run", "--policy"), "run: --policy needs a value", "write --policy=NAME|FILE"),
    (("run", "--json=yes", "a.py"), "run: --json takes no value", "write --json alone"),
    (("run", "--json", "--json", "a.py"), "run: --json is given twice", "leave one of them out"),
    (("run", "--policy", "strct", "a.py"), "there is no built-in policy 'strct'", "did you mean strict?"),
    (("run", "--policy", "qqqqqq", "a.py"), "there is no built-in policy 'qqqqqq'", "default, strict and teaching"),
    (("replay", "--jobs", "0"), "replay: --jobs cannot be '0'", "a number from 1 to 64"),
    (("replay", "--jobs", "-1"), "replay: --jobs cannot be '-1'", "a number from 1 to 64"),
    (("replay", "--jobs", "9999999999999999999999"), "--jobs cannot be", "a number from 1 to 64"),
    (("replay", "--jobs", "2x"), "--jobs cannot be '2x'", "a number from 1 to 64"),
    (("replay", "--family", "frames", "x.py"), "FILES cannot be named with it", "leave one of them out"),
    (("replay", "--family", "qqqqqq"), "there is no family 'qqqqqq'", "families are the folders of"),
    (("replay", "no-such-file.py"), "no-such-file.py: No such file", "name a readable file"),
    (("policy", "chek", "strict"), "nothing called 'chek'", "did you mean `padcell policy check`?"),
    (("policy", "check"), "policy: something is missing", "for example"),
    (("audit", "secomp"), "nothing called 'secomp'", "did you mean `padcell audit seccomp`?"),
    (("audit",), "audit: something is missing", "for example"),
    (("doctor", "now"), "doctor: 'now' is one word too many", "for example"),
    (("version", "1"), "version: '1' is one word too many", "for example"),
]


class Errors(ProgramTest):
    def test_every_mistake_is_named_with_a_hint(self):
        """Each wrong command line exits 2 with its mistake and one hint on stderr, and no help."""
        for words, mistake, hint in MISTAKES:
            with self.subTest(words=words):
                ended = self.expect(self.padcell(*words), USAGE, mistake, hint)
                self.assertEqual(ended.out, b"")
                self.assertTrue(ended.err.startswith("padcell: "), ended.err)
                self.assertEqual(ended.err.count("Hint: "), 1, ended.err)
                self.assertLessEqual(len(ended.err.splitlines()), 2)

    def test_an_unknown_option_is_refused_by_every_command(self):
        """No command ignores an option that it does not know."""
        for command in COMMANDS:
            ended = self.padcell(command, "--no-such-option")
            self.expect(ended, USAGE, "--no-such-option")

    def test_control_characters_of_the_caller_do_not_reach_the_terminal(self):
        """What is quoted in a message cannot move a cursor or colour a terminal."""
        ended = self.expect(self.padcell("\x1b[31mred\x07"), USAGE, "'?[31mred?'")
        self.assertNotIn("\x1b", ended.err)

    def test_two_dashes_end_the_options(self):
        """After -- a word with a dash is a file."""
        self.expect(self.padcell("run", "--", "--json"), USAGE, "--json: No such file")

    def test_layer_switches_exist_in_test_builds_only(self):
        """--without-layer is an unknown option of a build for real guests."""
        path = self.file("empty.py", "")
        ended = self.padcell("run", "--without-layer", "audit", path)
        if TEST_BUILD:
            self.expect(ended, harness.OK)
        else:
            self.expect(ended, USAGE, "unknown option --without-layer")

    def test_an_unknown_layer_is_named(self):
        """A layer that does not exist cannot be left out."""
        if not TEST_BUILD:
            self.skipTest("needs a test build")
        path = self.file("empty.py", "")
        self.expect(self.padcell("run", "--without-layer", "auditt", path), USAGE, "auditt")


if __name__ == "__main__":
    harness.main()
