# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_help.py - help is data: complete, on stdout, and narrow enough for any terminal."""
import re

import harness
from harness import COMMANDS, OK, SOURCE, ProgramTest


class Help(ProgramTest):
    def help_of(self, *words):
        ended = self.expect(self.padcell(*words), OK)
        self.assertEqual(ended.err, "")
        return ended.out.decode()

    def test_help_lists_every_command(self):
        """`padcell help` names every command with what it does."""
        text = self.help_of("help")
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} +\w")

    def test_short_and_long_forms_are_the_same(self):
        """--help, -h and help print the same text, and so do they for each command."""
        self.assertEqual(self.help_of("--help"), self.help_of("help"))
        self.assertEqual(self.help_of("-h"), self.help_of("help"))
        for command in COMMANDS:
            text = self.help_of(command, "--help")
            self.assertEqual(text, self.help_of(command, "-h"))
            self.assertEqual(text, self.help_of("help", command))

    def test_every_help_has_usage_options_and_one_example(self):
        """The help of each command has a usage line, its options and exactly one example."""
        for command in COMMANDS:
            text = self.help_of(command, "--help")
            self.assertTrue(text.startswith(f"Usage: padcell {command}"), text)
            self.assertIn("-h, --help", text)
            example = text.partition("\nExample:\n")[2]
            self.assertRegex(example, rf"\A  padcell {command}[^\n]*\n\Z")

    def test_no_line_is_wider_than_eighty_columns(self):
        """No help text has a line of more than 80 columns or a blank at its end."""
        texts = [self.help_of("help"), self.help_of("help", "exit-codes")]
        texts += [self.help_of(command, "--help") for command in COMMANDS]
        for line in "".join(texts).splitlines():
            self.assertLessEqual(len(line), 80, line)
            self.assertEqual(line, line.rstrip())

    def test_help_wins_over_other_words(self):
        """--help is answered even when the rest of the command line is wrong."""
        self.assertIn("Usage: padcell run", self.help_of("run", "a", "b", "c", "--help"))

    def test_exit_codes_are_those_of_the_header(self):
        """`padcell help exit-codes` prints every code of enum padcell_exit, once."""
        header = (SOURCE / "sandbox/include/padcell/verdict.h").read_text()
        enum = re.search(r"enum padcell_exit \{(.*?)\};", header, re.DOTALL).group(1)
        wanted = {name.lower(): int(code) for name, code in re.findall(r"PADCELL_EXIT_(\w+) = (\d+)", enum)}
        rows = re.findall(r"(?m)^ +(\d+)  (\w+) +\S.*$", self.help_of("help", "exit-codes"))
        self.assertEqual({name: int(code) for code, name in rows}, wanted)
        self.assertEqual(len(rows), len(wanted))
        self.assertEqual(len(set(wanted.values())), len(wanted))

    def test_version_is_one_line(self):
        """`padcell version` and --version print name and version in one line."""
        self.assertRegex(self.help_of("version"), r"\Apadcell \d+\.\d+\.\d+\n\Z")
        self.assertEqual(self.help_of("--version"), self.help_of("version"))


if __name__ == "__main__":
    harness.main()
