# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_outputs.py - reports for machines: JUnit XML and SARIF 2.1.0, by the rules of their standards."""
import json
import re
import shutil
import sys
import unittest
import urllib.parse
import xml.etree.ElementTree as xml

import harness
from harness import INTERNAL, OK, SOURCE, TEST_BUILD, USAGE, VIOLATION, ProgramTest

PYTHON = "%d.%d.%d" % sys.version_info[:3]
TOKEN = "f00dfacef00dfacef00dfacef00dface"
HEAD = {
    "id": "sample", "family": "samples", "kind": "escape", "invariant": "D, E", "origin": "this test",
    "technique": "none", "needs": "any", "pythons": f"{PYTHON}, 3.99.0", "stopped-by": "permits, builtins",
    "fix": "structural", "alive-when": "canary",
}
ALIVE = "print(print.__self__.__import__('os').environ['PADCELL_CANARY'])\n"
LOOSE = f"try:\n    {ALIVE.strip()}\nexcept BaseException:\n    pass\nprint('{TOKEN}')\n"
MARK = "echo x.c:1: ASSERTION FAILED: padcell_invariant_%s_violated >&2; exit 4"

LEVELS = {"none", "note", "warning", "error"}
KINDS = {"notApplicable", "pass", "fail", "review", "open", "informational"}
URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+\Z")
# What of the standard our documents use: object -> its members, and those it must have.
MEMBERS = {
    "log": ({"$schema", "version", "runs"}, {"version", "runs"}),
    "run": ({"tool", "automationDetails", "invocations", "columnKind", "results"}, {"tool"}),
    "driver": ({"name", "version", "semanticVersion", "rules"}, {"name"}),
    "rule": ({"id", "name", "shortDescription", "help", "defaultConfiguration"}, {"id"}),
    "result": ({"ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints", "properties"},
               {"message"}),
    "invocation": ({"executionSuccessful", "toolExecutionNotifications"}, {"executionSuccessful"}),
    "notification": ({"level", "message", "locations"}, {"message"}),
    "location": ({"physicalLocation", "logicalLocations"}, set()),
    "physical": ({"artifactLocation", "region"}, {"artifactLocation"}),
    "artifact": ({"uri", "uriBaseId"}, {"uri"}),
}


def sarif_faults(log):
    """Where a document breaks SARIF 2.1.0; the numbers are sections of the standard."""
    faults = []

    def object_of(value, name, where):
        known, required = MEMBERS[name]
        if not isinstance(value, dict):
            faults.append(f"{where}: not an object")
            return {}
        faults.extend(f"{where}: no {key}" for key in sorted(required - set(value)))
        faults.extend(f"{where}: unknown {key}" for key in sorted(set(value) - known))
        return value

    def need(good, where, what):
        if not good:
            faults.append(f"{where}: {what}")

    def message(value, where):
        need(isinstance(value, dict) and isinstance(value.get("text"), str) and value["text"] != "", where,
             "3.11.8: a message has a text")

    def location(value, where):
        place = object_of(object_of(value, "location", where).get("physicalLocation"), "physical", where)
        artifact = object_of(place.get("artifactLocation"), "artifact", where)
        uri = artifact.get("uri", "")
        need(URI.match(uri) and not re.search("%(?![0-9A-F]{2})", uri), where, f"3.4.3: {uri!r} is no URI reference")
        if "uriBaseId" in artifact:
            need(not re.match("[a-z]+:|/", uri), where, "3.4.4: an absolute URI with a base")
            need(".." not in uri.split("/"), where, "3.4.3: a path that climbs")
        need(isinstance(place.get("region", {}).get("startLine", 1), int) and place["region"]["startLine"] >= 1, where,
             "3.30.5: lines begin at 1")
        for logical in value.get("logicalLocations", []):
            need(set(logical) <= {"name", "kind"}, where, "3.33: a logical location")

    def driver(value, where):
        object_of(value, "driver", where)
        need(re.fullmatch(r"\d+\.\d+\.\d+.*", value.get("semanticVersion", "0.0.0")), where, "3.19.12: a version")
        ids = [rule.get("id") for rule in value.get("rules", [])]
        need(len(ids) == len(set(ids)), where, "3.19.23: two rules of one id")
        for rule in value.get("rules", []):
            object_of(rule, "rule", where)
            message(rule["shortDescription"], where)
            message(rule["help"], where)
            need(rule["defaultConfiguration"]["level"] in LEVELS, where, "3.50.3: a level")
        return ids

    def result(value, ids, where):
        object_of(value, "result", where)
        message(value.get("message"), where)
        need(value.get("level", "warning") in LEVELS, where, "3.27.10: a level")
        need(value.get("kind", "fail") in KINDS, where, "3.27.9: a kind")
        need(value.get("kind", "fail") == "fail" or value["level"] == "none", where, "3.27.10: a level without a failure")
        index = value.get("ruleIndex", -1)
        need(-1 <= index < len(ids) and (index < 0 or ids[index] == value["ruleId"]), where, "3.27.6: index and id differ")
        for place in value.get("locations", []):
            location(place, where)
        need(all(isinstance(part, str) for part in value.get("partialFingerprints", {}).values()), where,
             "3.27.17: fingerprints are strings")

    object_of(log, "log", "log")
    need(log.get("version") == "2.1.0", "log", "3.13.2: the version")
    for number, run in enumerate(log.get("runs", [])):
        where = f"runs[{number}]"
        object_of(run, "run", where)
        ids = driver(run.get("tool", {}).get("driver", {}), f"{where}.driver")
        need(run.get("columnKind") in ("utf16CodeUnits", "unicodeCodePoints"), where, "3.14.17: columns")
        for value in run.get("results", []):
            result(value, ids, f"{where}.result")
        for call in run.get("invocations", []):
            object_of(call, "invocation", where)
            for note in call.get("toolExecutionNotifications", []):
                object_of(note, "notification", where)
                message(note.get("message"), where)
                need(note.get("level", "warning") in LEVELS, where, "3.58.6: a level")
    return faults


def junit_faults(root):
    """Where a tree breaks the structure that readers of JUnit XML share."""
    faults = []
    if root.tag != "testsuites" or [child.tag for child in root] != ["testsuite"] * len(root):
        faults.append("testsuites holds testsuite elements only")
    for suite in root:
        cases = list(suite)
        faults += [f"{case.tag} in a testsuite" for case in cases if case.tag != "testcase"]
        for case in cases:
            faults += [f"a testcase without {key}" for key in ("name", "classname") if not case.get(key)]
            faults += [f"{part.tag} in a testcase" for part in case if part.tag not in ("failure", "error", "skipped")]
            faults += ["two outcomes"] if len(case) > 1 else []
            faults += [f"{part.tag} without {key}" for part in case for key in ("message", "type")
                       if part.tag != "skipped" and not part.get(key)]
        names = [(case.get("classname"), case.get("name")) for case in cases]
        faults += [f"{name} stands there twice" for name in set(names) if names.count(name) > 1]
        for element in (root, suite):
            for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
                if int(element.get(key)) != len(suite.findall(f"testcase/{tag}")):
                    faults.append(f"{element.tag}: {key} is not what is there")
            if int(element.get("tests")) != len(cases):
                faults.append(f"{element.tag}: tests is not what is there")
    return faults


class Outputs(ProgramTest):
    def escape(self, program, name="sample", **changes):
        head = "".join(f"# {key}: {value}\n" for key, value in {**HEAD, "id": name, **changes}.items())
        return self.file(f"{name}.py", head + "\n" + program)

    def reports(self, *files, code, program=None, words=()):
        """Replay, and read both reports back, valid or the test fails."""
        junit, sarif = self.folder / "report.xml", self.folder / "report.sarif"
        ended = self.execute(program or harness.PADCELL, "replay", "--junit", junit, "--sarif", sarif, *words, *files)
        self.expect(ended, code)
        self.assertTrue(junit.exists() and sarif.exists(), repr(ended))
        tree, log = xml.parse(junit).getroot(), json.loads(sarif.read_text())
        self.assertEqual(junit_faults(tree), [])
        self.assertEqual(sarif_faults(log), [])
        return tree, log["runs"][0], ended

    def loose(self, *more, **changes):
        if not TEST_BUILD:
            self.skipTest("a loose escape needs a token known beforehand: a test build")
        return self.reports(self.escape(LOOSE, **changes), *more, code=VIOLATION, words=["--canary", TOKEN])

    def test_a_contained_escape_is_a_test_that_passed(self):
        """A contained row passes in JUnit and is no result in SARIF."""
        tree, run, _ = self.reports(self.escape(ALIVE), code=OK)
        case = tree.find("testsuite/testcase")
        self.assertEqual((case.get("classname"), case.get("name"), len(case)), ("padcell.replay.samples", "sample", 0))
        self.assertEqual(run["results"], [])
        self.assertTrue(run["invocations"][0]["executionSuccessful"])

    def test_a_loose_escape_is_a_failure_and_an_error(self):
        """A loose row fails in JUnit, and is an error of its invariant's rule at the program's first line in SARIF."""
        tree, run, _ = self.loose()
        failure = tree.find("testsuite/testcase/failure")
        self.assertEqual(failure.get("type"), "violation")
        self.assertIn("invariant D: loose", failure.text)
        result = run["results"][0]
        self.assertEqual((result["ruleId"], result["level"]), ("padcell.D", "error"))
        place = result["locations"][0]["physicalLocation"]
        self.assertEqual(place["region"]["startLine"], len(HEAD) + 2)
        self.assertTrue(place["artifactLocation"]["uri"].endswith("/sample.py"))

    def test_a_row_that_is_not_alive_is_a_failure_and_a_note(self):
        """A row that claims too much fails in JUnit, and is a note in SARIF."""
        tree, run, _ = self.reports(self.escape("print('<&\">')\n"), code=INTERNAL)
        self.assertEqual(tree.find("testsuite/testcase/failure").get("type"), "stale")
        self.assertEqual([result["level"] for result in run["results"]], ["note"])

    def test_a_row_of_another_python_is_skipped(self):
        """Life elsewhere is a skipped test, and no result."""
        tree, run, _ = self.reports(self.escape(ALIVE, pythons="3.99.1"), code=OK)
        self.assertIsNotNone(tree.find("testsuite/testcase/skipped"))
        self.assertEqual(run["results"], [])

    def test_what_a_guest_writes_breaks_no_report(self):
        """Markup, control characters and bytes that are no UTF-8 in a message leave both reports whole."""
        program = "import sys\nsys.stderr.write(']]>&<\"\\x1b[31m\\x01\\uffff\\x7f')\nraise SystemExit(1)\n"
        tree, run, _ = self.reports(self.escape(program), code=INTERNAL)
        self.assertIsNotNone(tree.find("testsuite/testcase/failure"))
        self.assertEqual(len(run["results"]), 1)

    def test_each_invariant_is_a_rule(self):
        """The rules are the rows of invariants.def with their promises, and one for what names none."""
        _, run, _ = self.reports(self.escape(ALIVE), code=OK)
        table = (SOURCE / "threat-model/invariants.def").read_text()
        rows = re.findall(r'^INVARIANT\((\w),\s*(\w+),\s*"([^"]*)"', table, re.MULTILINE)
        rules = [(rule["id"], rule["name"], rule["shortDescription"]["text"]) for rule in run["tool"]["driver"]["rules"]]
        self.assertEqual(rules[:-1], [(f"padcell.{letter}", name, promise) for letter, name, promise in rows])
        self.assertEqual(rules[-1][0], "padcell.unknown")

    def test_a_fingerprint_is_the_same_in_every_run(self):
        """Neither the token nor lines that moved change it; another invariant or program does."""
        def print_of(**changes):
            return self.loose(**changes)[1]["results"][0]["partialFingerprints"]["invariantLayerSink/v1"]
        first = print_of()
        self.assertRegex(first, "^[0-9a-f]{64}$")
        self.assertEqual(print_of(technique="another text"), first)
        self.assertNotEqual(print_of(invariant="E, D"), first)
        self.assertNotEqual(print_of(name="other"), first)
        self.assertNotEqual(print_of(**{"stopped-by": "audit"}), first)

    def test_a_location_is_relative_to_the_repository(self):
        """Below a folder with .git, a location is relative to it, with letters of a URI only."""
        (self.folder / ".git").mkdir()
        (self.folder / "a b%").mkdir()
        path = shutil.move(self.escape("print('nothing')\n"), self.folder / "a b%/sample.py")
        _, run, _ = self.reports(path, code=INTERNAL)
        artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        self.assertEqual(artifact, {"uri": "a%20b%25/sample.py", "uriBaseId": "%SRCROOT%"})
        self.assertEqual(urllib.parse.unquote(artifact["uri"]), "a b%/sample.py")

    def finding(self, answer, code):
        shutil.copy(harness.PADCELL, self.folder / "padcell")
        target = self.folder / "fuzz_escape"
        target.write_text(f"#!/bin/sh\n{answer}\n")
        target.chmod(0o755)
        path = self.file("finding.py", "# target: fuzz_escape\nv0 = ()\n")
        return self.reports(path, code=code, program=self.folder / "padcell")

    def test_a_finding_is_reported(self):
        """A repeated finding is a failure with its invariant; one that is not repeated passes."""
        tree, run, ended = self.finding(MARK % "G_no_ambient_authority", VIOLATION)
        self.assertEqual(tree.find("testsuite/testcase").get("classname"), "padcell.replay.fuzz_escape")
        self.assertEqual([result["ruleId"] for result in run["results"]], ["padcell.G"])
        self.assertIn(b"repeated: invariant G no_ambient_authority\n", ended.out)
        tree, run, _ = self.finding("exit 4", VIOLATION)
        self.assertEqual([result["ruleId"] for result in run["results"]], ["padcell.unknown"])
        tree, run, _ = self.finding("exit 0", OK)
        self.assertEqual((tree.find("testsuite").get("failures"), run["results"]), ("0", []))

    def test_a_finding_that_fails_is_an_error(self):
        """A target that could not answer is an error in JUnit, and a failed invocation in SARIF."""
        tree, run, _ = self.finding("exit 3", INTERNAL)
        self.assertIsNotNone(tree.find("testsuite/testcase/error"))
        self.assertFalse(run["invocations"][0]["executionSuccessful"])

    def test_a_file_that_cannot_be_written_is_named(self):
        """A report in a folder that does not exist is exit code 2."""
        for option in ("--junit", "--sarif"):
            ended = self.padcell("replay", option, self.folder / "none/report", self.escape(ALIVE))
            self.expect(ended, USAGE, "none/report: No such file or directory")


class Rules(unittest.TestCase):
    """The rules of this file see what breaks them."""

    def good(self):
        return {"version": "2.1.0", "runs": [{
            "tool": {"driver": {"name": "x", "rules": [{
                "id": "a", "name": "b", "shortDescription": {"text": "c"}, "help": {"text": "d"},
                "defaultConfiguration": {"level": "error"}}]}},
            "columnKind": "unicodeCodePoints",
            "results": [{"ruleId": "a", "ruleIndex": 0, "level": "error", "message": {"text": "e"}, "locations": [{
                "physicalLocation": {"artifactLocation": {"uri": "f", "uriBaseId": "%SRCROOT%"},
                                     "region": {"startLine": 1}}}]}]}]}

    def test_of_sarif_see_faults(self):
        """Each change of a valid document is found."""
        self.assertEqual(sarif_faults(self.good()), [])
        result = ["runs", 0, "results", 0]
        place = [*result, "locations", 0, "physicalLocation"]
        for path, value in (
            (["version"], "2.0.0"), (["extra"], 1), ([*result, "level"], "fatal"), ([*result, "ruleIndex"], 1),
            ([*result, "ruleId"], "b"), ([*result, "message"], {"text": ""}), ([*result, "kind"], "pass"),
            ([*place, "region", "startLine"], 0), ([*place, "artifactLocation", "uri"], "a b"),
            ([*place, "artifactLocation", "uri"], "/a"), ([*place, "artifactLocation", "uri"], "../a"),
            ([*place, "artifactLocation", "uri"], "%zz"), (["runs", 0, "columnKind"], "bytes"),
            ([*result, "partialFingerprints"], {"a": 1}),
        ):
            with self.subTest(path=path, value=value):
                log = self.good()
                inner = log
                for step in path[:-1]:
                    inner = inner[step]
                inner[path[-1]] = value
                self.assertNotEqual(sarif_faults(log), [])

    def test_of_junit_see_faults(self):
        """Wrong counts, missing names and foreign elements are found."""
        text = ('<testsuites tests="1" failures="1" errors="0" skipped="0"><testsuite tests="1" failures="1" errors="0" '
                'skipped="0"><testcase name="a" classname="b"><failure message="c" type="d"/></testcase></testsuite>'
                '</testsuites>')
        self.assertEqual(junit_faults(xml.fromstring(text)), [])
        for old, new in (('tests="1"', 'tests="2"'), ('failures="1"', 'failures="0"'), (' classname="b"', ""),
                         ("failure ", "broken "), ('type="d"', ""), ("testcase", "case")):
            with self.subTest(old):
                self.assertNotEqual(junit_faults(xml.fromstring(text.replace(old, new))), [])


if __name__ == "__main__":
    harness.main()
