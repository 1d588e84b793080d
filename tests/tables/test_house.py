# SPDX-License-Identifier: Apache-2.0
"""tests/tables/test_house.py - the tree keeps the rules of house.py, and each rule sees what breaks it."""
import os
import pathlib
import tempfile
import unittest

import house

SPDX = "/* SPDX-License-Identifier: Apache-2.0 */\n"
C_FILE = SPDX + "/*\n * {} - purpose.\n * Runs in: host\n */\n{}"
README = "# x\n" + "words\n" * 10

# rule, path, contents: each breaks this rule
BREAKS = [
    ("no_climbing_includes", "sandbox/policy/a.c", C_FILE.format("policy/a.c", '#include "../wire/wire.h"\n')),
    ("no_climbing_includes", "sandbox/policy/a.def", '#  include "x/../y.h"\n'),
    ("python_stays_in_the_worker", "sandbox/wire/a.c", C_FILE.format("wire/a.c", "#include <Python.h>\n")),
    ("python_stays_in_the_worker", "cli/a.h", C_FILE.format("cli/a.h", '  #include "Python.h"\n')),
    ("python_stays_in_the_worker", "sandbox/base/a.c", C_FILE.format("base/a.c", "#include <cpython/code.h>\n")),
    ("heads_name_the_file", "cli/a.c", C_FILE.format("cli/b.c", "")),
    ("heads_name_the_file", "cli/a.c", C_FILE.format("cli/a.c", "").replace("Apache-2.0", "MIT")),
    ("heads_name_the_file", "cli/a.c", SPDX + "int a;\n/* cli/a.c - purpose */\n"),
    ("sandbox_heads_say_where_they_run", "sandbox/wire/a.h", C_FILE.format("wire/a.h", "").replace("host", "space")),
    ("sandbox_heads_say_where_they_run", "sandbox/wire/a.h", C_FILE.format("wire/a.h", "").replace("Runs in", "Is")),
    ("scripts_have_heads", "ci/a.py", "print()\n"),
    ("folders_explain_themselves", "fuzzers/new/a.c", C_FILE.format("new/a.c", "")),
    ("folders_explain_themselves", "cli/README.md", "# too short\n"),
    ("folders_explain_themselves", "cli/README.md", "# too long\n" + "words\n" * 40),
    ("cli_stands_on_the_public_interface", "cli/a.c", C_FILE.format("cli/a.c", '#include "policy_rules.h"\n')),
    ("cli_stands_on_the_public_interface", "cli/a.c", C_FILE.format("cli/a.c", "#include <seccomp.h>\n")),
    ("cli_stands_on_the_public_interface", "cli/a.c", C_FILE.format("cli/a.c", "#include <linux/seccomp.h>\n")),
    ("files_are_short", "cli/a.c", C_FILE.format("cli/a.c", "\n" * 400)),
    ("no_open_ends", "cli/a.c", C_FILE.format("cli/a.c", "/* TO" "DO: later */\n")),
    ("goto_only_fails_in_a_child", "cli/a.c", C_FILE.format("cli/a.c", "void f(void)\n{\n\tgoto out;\n}\n")),
]

# path, contents: a tree that keeps every rule
KEEPS = [
    ("cli/a.c", C_FILE.format("cli/a.c", '#include <stdio.h>\n#include "padcell/run.h"\n#include "b.h"\n\tgoto fail;\n')),
    ("cli/b.h", C_FILE.format("cli/b.h", "/* Python.h, ../ */\n")),
    ("cli/README.md", README),
    ("sandbox/interpreter/a.c", C_FILE.format("interpreter/a.c", "#include <Python.h>\n")),
    ("sandbox/interpreter/README.md", README),
    ("sandbox/include/padcell/a.h", SPDX + "/*\n * padcell/a.h - purpose.\n */\n"),
]


class TheTree(unittest.TestCase):
    def test_keeps_the_rules(self):
        """Every rule, over the whole tree."""
        tree = house.Tree(os.environ["PADCELL_SOURCE_DIR"])
        self.assertGreater(len(tree.code("sandbox/")), 50)
        for rule in house.RULES:
            with self.subTest(rule.__name__):
                found = list(rule(tree))
                self.assertEqual(found, [], rule.__doc__ + "\n" + "\n".join(found))


class TheRules(unittest.TestCase):
    def tree(self, files):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name, text in files:
            path = pathlib.Path(folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return house.Tree(folder.name)

    def test_are_quiet_about_a_good_tree(self):
        """No rule fires without a cause."""
        tree = self.tree(KEEPS)
        self.assertEqual([problem for rule in house.RULES for problem in rule(tree)], [])

    def test_each_sees_what_breaks_it(self):
        """Prove the detector first."""
        broken = {name for name, _, _ in BREAKS}
        self.assertEqual(broken, {rule.__name__ for rule in house.RULES})
        for name, path, text in BREAKS:
            with self.subTest(name, path=path):
                rule = getattr(house, name)
                self.assertEqual(len(list(rule(self.tree([*KEEPS, (path, text)])))), 1)


if __name__ == "__main__":
    unittest.main()
