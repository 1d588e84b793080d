# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_isolation.py - `padcell run A.py B.py`: several programs in one worker."""
import json

import harness
from harness import GUEST, LIMIT, OK, REJECTED, USAGE, ProgramTest

LOOP = "while True: pass\n"


class Isolation(ProgramTest):
    def run_group(self, policy, *sources, words=(), stdin=None):
        files = [self.file(f"guest{number}.py", source) for number, source in enumerate(sources)]
        more = {} if stdin is None else {"stdin": stdin}
        return self.padcell("run", *words, "--policy", self.file("policy.yaml", policy), *files, **more)

    def test_several_programs_need_the_policy(self):
        """Without `isolation: interpreter` nothing runs, and the message names what is missing."""
        ended = self.run_group("grants: {stdin: false}\n", "print(1)\n", "print(2)\n")
        self.expect(ended, USAGE, "isolation: interpreter")
        self.assertEqual(ended.out, b"")

    def test_outputs_come_in_the_order_of_the_programs(self):
        """A group in which all is well says nothing of itself; the first program has the input."""
        ended = self.run_group("isolation: interpreter\ngrants: {stdin: true}\n", "print(input())\n",
                               "import sys\nprint([sys.stdin.read()])\n", stdin=b"given")
        self.expect(ended, OK)
        self.assertEqual(ended.out, b"given\n['']\n")
        self.assertEqual(ended.err, "")

    def test_json_is_one_document_a_line(self):
        """Each program has its own document, in order."""
        ended = self.run_group("isolation: interpreter\n", "print(1)\n", "1 / 0\n", "print(3)\n", words=("--json",))
        documents = [json.loads(line) for line in ended.out.decode().splitlines()]
        self.assertEqual(ended.code, GUEST)
        self.assertEqual([each["status"] for each in documents], ["ok", "exception", "ok"])
        self.assertEqual([each["stdout"] for each in documents], ["1\n", "", "3\n"])

    def test_the_gravest_end_is_the_exit_code(self):
        """A program that was not run is no news beside the one that ended the worker."""
        limited = "isolation: interpreter\nlimits: {wall: 300ms}\n"
        ended = self.run_group(limited, "1 / 0\n", LOOP, "print(3)\n")
        self.expect(ended, LIMIT, "guest0.py ended: exception", "guest1.py ended: timeout",
                    "not run: the worker that it shares ended with program 2, timeout")
        self.expect(self.run_group(limited, "1 / 0\n", "def (:\n"), REJECTED, "guest1.py ended: rejected")
        self.expect(self.run_group(limited, "pass\n", "raise SystemExit(4)\n"), GUEST, "guest1.py ended: exit")

    def test_explain_prints_the_word(self):
        """`policy explain` shows the key with its default, and a word that is none is refused by line."""
        ended = self.expect(self.padcell("policy", "explain", "default"), OK)
        self.assertIn(b"\nisolation: process ", ended.out)
        ended = self.padcell("policy", "check", self.file("bad.yaml", "isolation: thread\n"))
        self.expect(ended, USAGE, "bad.yaml:1:", "isolation is 'thread'", "process", "interpreter")


if __name__ == "__main__":
    harness.main()
