# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_fuzz.py - `padcell fuzz`: what it demands before it starts, what it reports at its end."""
import json
import platform
import subprocess
import sys
import unittest
import xml.etree.ElementTree as xml

import fake_engine
import harness
from harness import BIN, INTERNAL, OK, SOURCE, TEST_BUILD, UNSUPPORTED, USAGE, VIOLATION, ProgramTest
from test_outputs import junit_faults, sarif_faults

sys.path.insert(0, str(SOURCE / "tests/tables"))
import defs  # noqa: E402  (the reader of .def tables)

SECCOMP = {"x86_64": 317, "aarch64": 277}.get(platform.machine())
FINDS = """
ran(1000)
find("E-permits-a_frame", line=2)
find("G-audit-sys._getframe", invariant="G", layer="audit", what="sys._getframe")
find("once-only")
time.sleep(600)
"""


class Fuzz(ProgramTest):
    def fuzz(self, *words, body=fake_engine.STAYS, self_test="ok", feedback="ok", **more):
        self.out = self.folder / "out"
        targets = fake_engine.write(self.folder, body, self_test, feedback)
        return self.padcell("fuzz", "--out", self.out, *words, env={"PADCELL_FUZZERS": str(targets)}, **more)

    def reported(self, body, code, *words):
        """A campaign with both reports, valid or the test fails; the tree, the run, the numbers."""
        junit, sarif = self.folder / "report.xml", self.folder / "report.sarif"
        ended = self.fuzz("--json", "--junit", junit, "--sarif", sarif, *words, body=body)
        self.expect(ended, code)
        tree, log = xml.parse(junit).getroot(), json.loads(sarif.read_text())
        self.assertEqual(junit_faults(tree), [])
        self.assertEqual(sarif_faults(log), [])
        self.assertEqual([path.name for path in self.folder.glob("report*")], [junit.name, sarif.name])
        return tree, log["runs"][0], json.loads(ended.out)

    def test_findings_are_results_of_their_invariants(self):
        """Each confirmed finding fails in JUnit, and is an error of its rule in SARIF, at its line of the file."""
        tree, run, numbers = self.reported(FINDS, VIOLATION, "--time", "2s")
        cases = {case.get("name"): case for case in tree.iter("testcase")}
        self.assertEqual(set(cases), {"campaign", "E-permits-a_frame.py", "G-audit-sys._getframe.py", "once-only.py"})
        self.assertEqual({case.get("classname") for case in cases.values()}, {"padcell.fuzz.fuzz_escape"})
        self.assertEqual(len(cases["campaign"]), 0)
        self.assertIsNotNone(cases["once-only.py"].find("skipped"))
        self.assertIn("invariant E: ", cases["E-permits-a_frame.py"].find("failure").text)
        results = {result["ruleId"]: result for result in run["results"]}
        self.assertEqual(set(results), {"padcell.E", "padcell.G"})
        place = results["padcell.E"]["locations"][0]["physicalLocation"]
        lines = (self.out / "findings/E-permits-a_frame.py").read_text().splitlines()
        self.assertEqual(lines[place["region"]["startLine"] - 1], "v1 = v0")
        place = results["padcell.G"]["locations"][0]["physicalLocation"]
        self.assertEqual(lines[place["region"]["startLine"] - 1], "v0 = ()")
        self.assertTrue(place["artifactLocation"]["uri"].endswith("/out/findings/G-audit-sys._getframe.py"))
        self.assertEqual((numbers["findings"], numbers["executions"]), (2, 1000))
        self.first = {key: result["partialFingerprints"] for key, result in results.items()}

        # Another campaign, with another seed, line and program.
        subprocess.run(["rm", "-r", self.out], check=True)
        again = FINDS.replace("line=2", "line=1, program='v9 = 1\\n'")
        _, run, _ = self.reported(again, VIOLATION, "--time", "2s", "--seed", "7")
        self.assertEqual({result["ruleId"]: result["partialFingerprints"] for result in run["results"]}, self.first)
        self.assertNotEqual(self.first["padcell.E"], self.first["padcell.G"])

    def test_a_campaign_without_findings_is_a_test_that_passed(self):
        """A silent campaign is one passed testcase and no result, and exit code 0."""
        tree, run, numbers = self.reported("ran(1000)\n" + fake_engine.STAYS, OK, "--time", "1s")
        self.assertEqual([(case.get("name"), len(case)) for case in tree.iter("testcase")], [("campaign", 0)])
        self.assertEqual((run["results"], run["invocations"][0]["executionSuccessful"]), ([], True))
        self.assertEqual((numbers["findings"], numbers["trouble"]), (0, ""))

    def test_a_campaign_that_broke_off_is_an_error_of_its_report(self):
        """An engine that does not work is an error in JUnit, a failed invocation in SARIF, and exit code 70."""
        tree, run, numbers = self.reported("print('no such option: -entropic')\nsys.exit(1)\n", INTERNAL)
        self.assertIn("-entropic", tree.find("testsuite/testcase/error").get("message"))
        self.assertFalse(run["invocations"][0]["executionSuccessful"])
        self.assertIn("engine 0 ends as soon as it starts: no such option", numbers["trouble"])
        self.assertEqual(numbers["engines"], 3)

    def test_a_report_that_cannot_be_written_is_told_before_the_campaign(self):
        """A report in a folder that is not there, or in the place of one, is exit code 2, and nothing is started."""
        for option in ("--junit", "--sarif"):
            for path, reason in ((self.folder / "none/report", "No such file"), (self.folder, "Is a directory")):
                ended = self.expect(self.fuzz(option, path, body="find('started')\n"), USAGE, reason)
                self.assertEqual(ended.out, b"")
                self.assertFalse(self.out.exists())

    def test_a_report_is_written_whole_or_not_at_all(self):
        """A report that meets a limit of its size leaves the former one, and nothing beside it."""
        path = self.folder / "old.sarif"
        path.write_text("the former report\n")
        script = 'ulimit -f 8 && exec "$@"'
        ended = self.execute("/bin/sh", "-c", script, "sh", harness.PADCELL, "replay", "--sarif", path,
                             "--family", "object-graph", timeout=300)
        self.assertIn("File too large", ended.err)
        self.assertEqual(path.read_text(), "the former report\n")
        self.assertEqual([entry.name for entry in self.folder.glob("old*")], ["old.sarif"])

    def refused(self, code, *in_stderr, words=(), **more):
        """A campaign that must not start: no engine ran."""
        ended = self.expect(self.fuzz(*words, body="find('started')\nran(1)\n", **more), code, *in_stderr)
        self.assertIn("no campaign is started", ended.err)
        self.assertEqual(list((self.out / "jobs").iterdir()), [])

    @unittest.skipUnless(TEST_BUILD, "oracles can be left out in a test build only")
    def test_a_silent_oracle_starts_no_campaign(self):
        """Deaf to an oracle, fuzz exits 70 and names each plant that went unheard."""
        self.refused(INTERNAL, "FAILED: plants index_crash", "FAILED: plants octal_crash",
                     words=["--without-oracle", "signal"])

    def test_an_engine_that_judges_wrongly_starts_no_campaign(self):
        """A self-test of the engine that failed is named, and so is a family of feedback that is dark."""
        self.refused(INTERNAL, "FAILED: engine holds_nothing", self_test="WRONG")
        self.refused(INTERNAL, "FAILED: engine outcome: feedback is dark", feedback="DARK")

    @unittest.skipUnless(TEST_BUILD and (BIN / "fuzz_escape").exists(), "needs a test build with fuzz_escape")
    def test_dark_feedback_is_found(self):
        """Each family switched off in turn: the liveness test of the real target fails, and doctor names it."""
        rows = defs.parse((SOURCE / "fuzzers/feedback/families.def").read_text())
        self.assertGreaterEqual(len(rows), 1)
        for name in (row.arguments[1].text for row in rows):
            with self.subTest(name):
                ended = self.execute(BIN / "fuzz_escape", "--self-test", "--without-family", name)
                self.expect(ended, INTERNAL)
                self.assertRegex(ended.out.decode(), rf"(?m)^feedback {name} +DARK$")
                ended = self.expect(self.padcell("doctor", "--without-family", name), INTERNAL)
                self.assertRegex(ended.out.decode(), rf"FAILED   {name} +feedback is dark")

    @unittest.skipUnless(SECCOMP, "the number of seccomp() is not known here")
    def test_a_machine_without_a_required_rung_starts_no_campaign(self):
        """Where the kernel has no seccomp, fuzz exits 7 and names the rung."""
        self.refused(UNSUPPORTED, "UNFIT: machine seccomp", preexec_fn=lambda: harness.take_call_away(SECCOMP))

    def test_a_corpus_that_is_no_folder_is_refused(self):
        """--corpus must be a folder that is there; nothing is made before that is known."""
        for path in (self.folder / "none", self.file("corpus.py", "")):
            self.expect(self.fuzz("--corpus", path), USAGE, f"--corpus: {path} is not a folder", "Hint: ")
            self.assertFalse(self.out.exists())

    def test_a_target_that_is_not_there_is_named(self):
        """Without a fuzz target there is no campaign."""
        ended = self.padcell("fuzz", env={"PADCELL_FUZZERS": str(self.folder)})
        self.expect(ended, INTERNAL, f"there is no fuzz target {self.folder}/fuzz_escape", "Hint: ")

    @unittest.skipIf(TEST_BUILD, "a test build has the options")
    def test_a_release_build_cannot_be_made_deaf(self):
        """No option of an installed padcell weakens a campaign."""
        for option in ("--plant", "--without-oracle", "--without-family"):
            self.expect(self.padcell("fuzz", option, "none"), USAGE, f"unknown option {option}")


if __name__ == "__main__":
    harness.main()
