# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_doctor.py - the doctor tells a whole installation from a broken one; audits prove."""
import json
import pathlib
import shutil

import harness
from harness import BIN, INTERNAL, OK, PADCELL, TEST_BUILD, ProgramTest


class Doctor(ProgramTest):
    def checks(self, ended):
        document = json.loads(ended.out)
        self.assertEqual(document["padcell"], 1)
        return {(row["group"], row["name"]): row for row in document["checks"]}

    def test_a_whole_installation_is_well(self):
        """The doctor finds every part, makes every self-test, and exits 0."""
        ended = self.expect(self.padcell("doctor"), OK)
        text = ended.out.decode()
        for word in ("parts", "machine", "proofs", "self-tests", "must-hold", "seccomp-filter", "permits-walk"):
            self.assertIn(word, text)
        self.assertNotIn("FAILED", text)
        self.assertNotIn("UNFIT", text)

    def test_the_document_has_the_same_checks(self):
        """--json gives one document with a state for every check."""
        checks = self.checks(self.expect(self.padcell("doctor", "--json"), OK))
        for key in (("parts", "padcell-worker"), ("machine", "seccomp"), ("proofs", "permits-walk"),
                    ("self-tests", "must-hold")):
            self.assertEqual(checks[key]["state"], "ok", checks[key])
        self.assertEqual(("self-tests", "must-violate") in checks, TEST_BUILD)

    def test_every_row_of_the_self_tests_is_made(self):
        """No self-test of the table is left out."""
        table = (harness.SOURCE / "cli/doctor_selftests.def").read_text().partition("#ifdef PADCELL_TEST_BUILD")
        rows = table[0].count("\nSELFTEST(") + (table[2].count("\nSELFTEST(") if TEST_BUILD else 0)
        checks = self.checks(self.padcell("doctor", "--json"))
        self.assertEqual(sum(group == "self-tests" for group, _ in checks), rows)

    def test_a_missing_worker_fails_the_doctor(self):
        """Without padcell-worker the doctor exits 70 and says which part is missing."""
        if pathlib.Path("/usr/local/libexec/padcell").exists():
            self.skipTest("an installed worker would be found")
        shutil.copy(PADCELL, self.folder / "padcell")
        ended = self.expect(self.execute(self.folder / "padcell", "doctor"), INTERNAL)
        self.assertIn("FAILED   padcell-worker", ended.out.decode())

    def test_a_worker_that_always_agrees_fails_the_doctor(self):
        """A program in the worker's place that answers nothing makes every self-test fail."""
        shutil.copy(PADCELL, self.folder / "padcell")
        for name in BIN.iterdir():
            if name.name not in ("padcell", "padcell-worker") and name.is_file():
                (self.folder / name.name).symlink_to(name)
        (self.folder / "padcell-worker").write_text("#!/bin/sh\nexit 0\n")
        (self.folder / "padcell-worker").chmod(0o755)
        checks = self.checks(self.expect(self.execute(self.folder / "padcell", "doctor", "--json"), INTERNAL))
        states = {row["state"] for (group, _), row in checks.items() if group == "self-tests"}
        self.assertEqual(states, {"FAILED"})

    def test_the_audit_of_the_machine_names_every_rung(self):
        """`padcell audit machine` has a row for each rung of the kernel's ladder."""
        ladder = (harness.SOURCE / "sandbox/kernel/ladder.def").read_text()
        document = json.loads(self.expect(self.padcell("audit", "machine", "--json"), OK).out)
        names = [rung["name"] for rung in document["rungs"]]
        self.assertEqual(len(names), ladder.count("\nRUNG("))
        for name in names:
            self.assertIn(f'"{name}"', ladder)

    def test_the_audit_of_the_filter_is_a_proof(self):
        """`padcell audit seccomp` has tried the filter on every number and found no difference."""
        document = json.loads(self.expect(self.padcell("audit", "seccomp", "--json"), OK).out)
        mismatches = document["mismatches"]
        self.assertIn(mismatches, (0, []))
        self.assertGreater(document["cases"], 3 * 1024)

    def test_the_audit_of_the_permits_leaves_nothing_unclassified(self):
        """`padcell audit permits` saw C functions, and each of them has a row."""
        document = json.loads(self.expect(self.padcell("audit", "permits", "--json"), OK).out)
        self.assertEqual(document["unclassified"], 0, document.get("unclassified_names"))
        self.assertGreater(sum(document["totals"]["function"].values()), 100)

    def test_audits_can_be_read(self):
        """Without --json each audit is text for a person."""
        for name in ("machine", "permits", "seccomp"):
            ended = self.expect(self.padcell("audit", name), OK)
            self.assertNotIn(b'{"', ended.out.splitlines()[0])
            self.assertGreater(len(ended.out.splitlines()), 3)


if __name__ == "__main__":
    harness.main()
