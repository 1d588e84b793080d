# SPDX-License-Identifier: Apache-2.0
"""tests/tables/test_schema.py - docs/verdict.schema.json fits every verdict, and not more than that.

    test_schema.py VERDICT_DOCUMENTS
"""
import copy
import json
import os
import pathlib
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(os.environ["PADCELL_SOURCE_DIR"])
sys.path.insert(0, str(SOURCE / "tests/cli"))
import schema_check  # noqa: E402  (beside the command line's tests, which it was written for)

OPTIONAL = {"stdout_base64", "stderr_base64", "error", "diagnostics"}

# Changes that make any verdict wrong: path of the member, its new value.
WRONG = [
    (["padcell"], 2),
    (["status"], "fine"),
    (["exit_code"], "0"),
    (["stdout"], None),
    (["stdout_base64"], "?"),
    (["exception"], "ValueError"),
    (["exception"], {"type": "ValueError"}),
    (["signal"], 11),
    (["signal"], "SEGV"),
    (["denials"], [{"layer": "permits", "what": "x"}]),
    (["denials"], [{"layer": "moat", "what": "x", "count": 1}]),
    (["violations"], [{"invariant": "Z", "layer": "audit", "what": "", "detail": "", "line": 1}]),
    (["violations"], [{"invariant": "A", "layer": "audit", "what": "", "detail": "", "line": 0}]),
    (["usage", "wall_ms"], "1"),
    (["usage", "peak_kib"], 1.5),
    (["policy_sha256"], "abc"),
    (["ladder"], {"landlock": "7"}),
    (["layers"], ["audit", "audit"]),
    (["more"], 1),
]


def documents(program):
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


class Schema(unittest.TestCase):
    program = None

    def setUp(self):
        self.schema = json.loads((SOURCE / "docs/verdict.schema.json").read_text())
        self.documents = documents(self.program)

    def assert_refused(self, document, why):
        with self.assertRaises(schema_check.Invalid, msg=why):
            schema_check.check(document, self.schema)

    def test_fits_every_outcome(self):
        """One document an outcome, in the order of weight that the schema gives."""
        self.assertEqual([document["status"] for document in self.documents],
                         self.schema["properties"]["status"]["enum"])
        for document in self.documents:
            with self.subTest(document["status"]):
                schema_check.check(document, self.schema)

    def test_names_members_in_their_order(self):
        """The order is part of the contract."""
        order = list(self.schema["properties"])
        for document in self.documents:
            self.assertEqual(list(document), [key for key in order if key in document])

    def test_asks_for_every_member(self):
        """Nothing but OPTIONAL may be missing."""
        for document in self.documents:
            for key in set(document) - OPTIONAL:
                less = {name: value for name, value in document.items() if name != key}
                self.assert_refused(less, f"{document['status']} without {key}")

    def test_refuses_wrong_members(self):
        """Each change of WRONG, in each document."""
        for document in self.documents:
            for path, value in WRONG:
                changed = copy.deepcopy(document)
                target = changed
                for step in path[:-1]:
                    target = target[step]
                target[path[-1]] = value
                self.assert_refused(changed, f"{document['status']} with {path} {value!r}")

    def test_ties_members_to_the_status(self):
        """`error` and `diagnostics` come with their statuses only."""
        for document in self.documents:
            for key, value in (("error", {"stage": "wire", "message": ""}), ("diagnostics", "")):
                other = dict(document)
                if key in other:
                    del other[key]
                else:
                    other[key] = value
                self.assert_refused(other, f"{document['status']} and {key}")


if __name__ == "__main__":
    Schema.program = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
