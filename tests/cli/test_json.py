# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_json.py - `padcell run --json`: exactly one document, and it keeps its promise."""
import base64
import json

import harness
import schema_check
from harness import SOURCE, TEST_BUILD, ProgramTest

# status, policy or None, guest
STATUSES = [
    ("ok", None, "print('x')"),
    ("exception", None, "raise ValueError('words')"),
    ("exit", None, "raise SystemExit(3)"),
    ("timeout", "limits: {wall: 200ms}", "while True: pass"),
    ("memory", "limits: {memory: 32 MiB}", "x = [bytes(1 << 20) for i in range(1 << 20)]"),
    ("output", "limits: {output: 1 KiB}", "while True: print('x' * 100)"),
    ("rejected", None, "def (:"),
    ("crash", "limits: {stack: 1 MiB}", "i = iter(())\nfor n in range(300000): i = filter(None, i)\ndel i"),
]

VIOLATOR = ("def deep(c):\n"
            "    for d in type.__subclasses__(c):\n"
            "        if d.__name__ == 'FileIO':\n"
            "            d('canary')\n"
            "        if d is not type:\n"
            "            deep(d)\n"
            "deep(object)\n")


class Json(ProgramTest):
    def setUp(self):
        super().setUp()
        self.schema = json.loads((SOURCE / "docs/verdict.schema.json").read_text())

    def document(self, source, *words, policy=None, **more):
        if policy is not None:
            words += ("--policy", self.file("policy.yaml", policy + "\n"))
        ended = self.padcell("run", "--json", *words, self.file("guest.py", source), **more)
        self.assertTrue(ended.out.endswith(b"}\n"), repr(ended))
        document = json.loads(ended.out.decode("utf-8", "strict"))
        schema_check.check(document, self.schema)
        self.assertEqual(ended.err, "")
        return document, ended.code

    def test_every_status_gives_a_valid_document(self):
        """Each status is produced for real, and its document is valid against the schema."""
        for status, policy, guest in STATUSES:
            with self.subTest(status):
                document, code = self.document(guest + "\n", policy=policy)
                self.assertEqual(document["status"], status)
                self.assertNotEqual(code, harness.USAGE)

    def test_a_violation_gives_a_valid_document(self):
        """A violation names invariant, layer and what was tried."""
        if not TEST_BUILD:
            self.skipTest("needs a test build")
        document, code = self.document(VIOLATOR, "--without-layer", "permits")
        self.assertEqual((document["status"], code), ("violation", harness.VIOLATION))
        self.assertEqual(document["violations"][0]["invariant"], "G")
        self.assertNotIn("permits", document["layers"])

    def test_statuses_of_the_schema_are_all_known(self):
        """The schema lists the statuses that are produced here, and `error` and `violation`."""
        listed = set(self.schema["properties"]["status"]["enum"])
        self.assertEqual(listed, {row[0] for row in STATUSES} | {"error", "violation"})

    def test_the_checker_sees_a_broken_document(self):
        """A document without a required key, or with one too many, is not valid."""
        document, _ = self.document("print('x')\n")
        for broken in (dict(document, status="fine"), dict(document, surprise=1), dict(document, usage=None),
                       {key: value for key, value in document.items() if key != "status"}):
            with self.assertRaises(schema_check.Invalid):
                schema_check.check(broken, self.schema)

    def test_streams_and_exception_are_in_the_document(self):
        """stdout, stderr, exception, exit code and policy stand where design and schema say."""
        document, _ = self.document("import sys\nprint('out')\nprint('err', file=sys.stderr)\nraise SystemExit(3)\n")
        self.assertEqual((document["stdout"], document["stderr"]), ("out\n", "err\n"))
        self.assertEqual(document["exit_code"], 3)
        document, _ = self.document("def f():\n    raise KeyError('k')\nf()\n")
        self.assertEqual(document["exception"]["type"], "KeyError")
        self.assertIn("line 2, in f", document["exception"]["traceback"])

    def test_bytes_that_are_no_text_are_kept_exactly(self):
        """Output that is not UTF-8 stands with escapes, and exactly as base64."""
        document, _ = self.document("import sys\nsys.stdout.buffer.write(b'a\\xff\\x00b')\n")
        self.assertEqual(base64.b64decode(document["stdout_base64"]), b"a\xff\x00b")
        self.assertIn("\\xff", document["stdout"])

    def test_a_result_is_handed_out(self):
        """What the guest gives to padcell.result() stands in the document as a value."""
        document, _ = self.document("import padcell\npadcell.result({'a': [1, 2.5, None, True, 'x']})\n")
        self.assertEqual(document["result"], {"a": [1, 2.5, None, True, "x"]})

    def test_denials_are_counted(self):
        """A refused call is a row with layer, name and count, and the guest goes on."""
        document, code = self.document("import os\nfor i in range(3):\n    try:\n        os.system('true')\n"
                                       "    except OSError:\n        pass\n")
        self.assertEqual((document["status"], code), ("ok", harness.OK))
        self.assertEqual(sum(row["count"] for row in document["denials"]), 3, document["denials"])


if __name__ == "__main__":
    harness.main()
