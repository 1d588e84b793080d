# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_strict.py - `syntax: strict` and `evaluator: checked`, as those who write policies meet them."""
import json

import harness
from harness import GUEST, OK, REJECTED, SOURCE, USAGE, VIOLATION, ProgramTest, main

STRICT = "syntax: strict\n"
CHECKED = "limits: {wall: 60 s, cpu: 60 s}\nevaluator: checked\n"
BOTH = STRICT + CHECKED
LEAKS = 'x = 1\nx = (x). \\\n  __class__\n'
MODULE = "def bad(x):\n    return x.__class__\n"


class Strict(ProgramTest):
    def verdict(self, policy, program, code, *options):
        ended = self.padcell("run", "--json", *options, "--policy", self.file("p.yaml", policy),
                             self.file("g.py", program))
        return json.loads(self.expect(ended, code).out)

    def test_a_refused_name_is_told_with_its_place(self):
        """The verdict is rejected, with line and column; nothing ran; the denial has the name."""
        verdict = self.verdict(STRICT, "print('ran')\n" + LEAKS, REJECTED)
        self.assertEqual((verdict["status"], verdict["stdout"]), ("rejected", ""))
        self.assertEqual((verdict["exception"]["type"], verdict["exception"]["line"], verdict["exception"]["column"]),
                         ("SyntaxError", 4, 3))
        self.assertEqual(verdict["denials"], [{"layer": "syntax", "what": "the name __class__", "count": 1}])
        self.assertEqual(verdict["violations"], [])

    def test_a_person_sees_the_line(self):
        """Without --json: the line itself is shown."""
        ended = self.padcell("run", "--policy", self.file("p.yaml", STRICT), self.file("g.py", LEAKS))
        self.assertIn("__class__", self.expect(ended, REJECTED).err)
        self.assertIn("line 3", ended.err)

    def test_the_layer_is_named_when_it_is_there(self):
        """`layers` has it under a policy that asks for it, and under no other."""
        self.assertEqual(self.verdict(STRICT, "pass", OK)["layers"][0], "syntax")
        self.assertNotIn("syntax", self.verdict("syntax: off", "pass", OK)["layers"])
        self.assertNotIn("syntax", self.verdict("{}", LEAKS, OK)["layers"])

    def test_it_can_be_left_out(self):
        """--without-layer, as any other, in a test build."""
        if not harness.TEST_BUILD:
            self.skipTest("no test build")
        verdict = self.verdict(STRICT, LEAKS, OK, "--without-layer", "syntax")
        self.assertNotIn("syntax", verdict["layers"])

    def test_modules_that_a_policy_brings_are_read_too(self):
        """An import statement is one more door of the compiler: the guest can catch what it says."""
        self.file("mine.py", MODULE)
        policy = f"modules: {{add: [mine], from: ['{self.folder}']}}\n"
        program = "try:\n    import mine\nexcept SyntaxError as e:\n    print(e.filename, e.lineno, e.offset)\n"
        self.assertEqual(self.verdict(STRICT + policy, program, OK)["stdout"], "mine.py 2 14\n")
        self.assertEqual(self.verdict(policy, program + "print(mine.bad(1).__name__)", OK)["stdout"], "int\n")

    def test_a_policy_is_explained_with_both_words(self):
        """explain shows the words, and what it shows is a policy with the same meaning."""
        shown = self.expect(self.padcell("policy", "explain", self.file("p.yaml", BOTH)), OK).out.decode()
        self.assertRegex(shown, r"(?m)^syntax: strict +# strict: ")
        self.assertRegex(shown, r"(?m)^evaluator: checked +# checked: ")
        again = self.expect(self.padcell("policy", "explain", self.file("q.yaml", shown)), OK).out.decode()
        self.assertEqual(shown, again)

    def test_a_word_that_is_none_is_named(self):
        """File, line, column, and the words there are."""
        ended = self.padcell("policy", "check", self.file("p.yaml", "syntax: strikt\n"))
        self.assertIn(":1:9: syntax is 'strikt'; expected one of off, strict", self.expect(ended, USAGE).err)


class Checked(ProgramTest):
    def run_checked(self, path, *options):
        return self.padcell("run", "--json", *options, "--policy", self.file("p.yaml", CHECKED), path)

    def test_every_twin_works_under_it(self):
        """Honest programs that stand close to known escapes: the same output, and nothing is told."""
        for path in sorted((SOURCE / "known-escapes").glob("*/*.benign.py")):
            with self.subTest(path.name):
                plain = json.loads(self.padcell("run", "--json", path).out)
                verdict = json.loads(self.expect(self.run_checked(path), OK).out)
                self.assertEqual((verdict["stdout"], verdict["violations"]), (plain["stdout"], []))

    def test_what_lands_on_a_stack_is_told_where_it_does(self):
        """With permits gone: the first step is told, with file and line, though nobody used it."""
        if not harness.TEST_BUILD:
            self.skipTest("no test build")
        ended = self.run_checked(self.file("g.py", "x = 1\n(y for y in ()).gi_frame\nprint('used')\n"),
                                 "--without-layer", "permits,audit")
        violation, = json.loads(self.expect(ended, VIOLATION).out)["violations"]
        self.assertEqual((violation["invariant"], violation["layer"], violation["line"]), ("E", "guard", 2))
        self.assertEqual(violation["what"], "guard: stack: a frame")
        self.assertIn("g.py:2", violation["detail"])

    def test_a_refusal_is_no_violation(self):
        """With every layer a guest that tries is refused as ever."""
        ended = self.run_checked(self.file("g.py", "(y for y in ()).gi_frame\n"))
        self.assertEqual(json.loads(self.expect(ended, GUEST).out)["violations"], [])


if __name__ == "__main__":
    main()
