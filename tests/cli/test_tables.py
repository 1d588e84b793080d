# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_tables.py - the tables of the command line agree with what they speak about."""
import re
import unittest

import harness
from harness import COMMANDS, SOURCE

CLI = SOURCE / "cli"


def rows(path, word):
    """The quoted fields of each row, adjacent strings joined."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    calls = re.split(rf"^{word}\(", text, flags=re.MULTILINE)[1:]
    return [re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r'"\s*\n\s*"', "", call)) for call in calls]


class Tables(unittest.TestCase):
    def assert_unique(self, names):
        self.assertEqual(len(names), len(set(names)), names)
        self.assertTrue(names)

    def test_commands_have_a_file_and_the_harness_knows_them(self):
        """Each row of commands.def is a file cmd_<name>.c, and the other way round."""
        names = re.findall(r"^COMMAND\((\w+)\)", (CLI / "commands.def").read_text(), re.MULTILINE)
        self.assert_unique(names)
        self.assertEqual(sorted(names), sorted(path.stem[4:] for path in CLI.glob("cmd_*.c")))
        self.assertEqual(names, COMMANDS)

    def test_required_rungs_exist_and_have_reasons(self):
        """The doctor requires rungs of the kernel's ladder only, each with a reason."""
        ladder = [row[0] for row in rows(SOURCE / "sandbox/kernel/ladder.def", "RUNG")]
        required = rows(CLI / "doctor_required.def", "REQUIRED")
        self.assert_unique([row[0] for row in required])
        self.assertEqual([row[0] for row in required], sorted(row[0] for row in required))
        for name, reason in required:
            self.assertIn(name, ladder)
            self.assertGreater(len(reason), 10)

    def test_selftests_have_reasons_and_layers_that_exist(self):
        """Each self-test of the doctor has its own name, a reason, and leaves out a layer that exists."""
        layers = [row[1] if row[0].isupper() else row[0] for row in rows(SOURCE / "sandbox/base/layers.def", "LAYER")]
        tests = rows(CLI / "doctor_selftests.def", "SELFTEST")
        self.assert_unique([row[0] for row in tests])
        for name, _policy, without, _guest, reason in tests:
            self.assertIn(without, [""] + layers, name)
            self.assertGreater(len(reason), 10, name)

    def test_keys_of_a_head_have_reasons(self):
        """Each key of a known escape's head says why it is asked."""
        keys = rows(CLI / "escape_head.def", "KEY")
        self.assert_unique([row[0] for row in keys])
        for name, reason in keys:
            self.assertGreater(len(reason), 10, name)

    def test_the_control_imports_what_the_default_policy_offers(self):
        """The naive jail's modules are those of the policy's table, but for os and sys, which it must refuse."""
        policy = {row[0] for row in rows(SOURCE / "sandbox/policy/modules.def", "MODULE")}
        text = (SOURCE / "known-escapes/naive/naive_host.py").read_text()
        naive = set(" ".join(re.findall(r'"([^"]*)"', re.search(r"SAFE_MODULES = .*?\)\n", text, re.DOTALL).group())).split())
        self.assertEqual({name for name in policy if name not in naive and name.split(".")[0] not in naive}, {"os", "sys"})
        self.assertEqual(naive - policy, set())


if __name__ == "__main__":
    harness.main()
