# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_matrix.py - escape x layer: a few escapes for real, and the page of all of them against the tree.

The whole matrix takes minutes, so no test makes it:

    padcell replay --matrix --markdown threat-model/matrix.md
"""
import json
import re
import unittest

import harness
from harness import OK, SOURCE, TEST_BUILD, USAGE, ProgramTest

PAGE = SOURCE / "threat-model/matrix.md"
RISKS = SOURCE / "threat-model/residual-risks.md"
# Of the default policy: syntax is off unless a policy asks for it.
LAYERS = [name for name in re.findall(r'^LAYER\(\w+,\s*"(\w+)"', (SOURCE / "sandbox/base/layers.def").read_text(),
                                      re.MULTILINE) if name != "syntax"]
RULED = {"escape", "information-leak", "isolation"}

# Families that differ in what stops them: memory of the process, files, imports, time, a crash.
SAMPLES = ["object-graph/subclasses-walk", "eval-in-stdlib/typing-forwardref", "ambient-authority/ctypes-raw-memory",
           "frames/traceback-frame-globals", "resource-exhaustion/while-true", "object-graph/subclass-fileio"]


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


class Row:
    """A line of the page: escape, kind, what it does with no layer, a pair of signs a layer, how many stop it."""

    def __init__(self, family, line):
        self.id, self.kind, self.none, *signs, self.alone = cells(line)
        self.name = f"{family}/{self.id}"
        self.signs = dict(zip(LAYERS, (sign.strip("`") for sign in signs), strict=True))

    def stops(self):
        return {layer for layer, sign in self.signs.items() if sign[1] == "+"}


def page_rows(text):
    """The rows of all families, and (name, kind) of those alive elsewhere only."""
    rows, elsewhere = [], []
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        family, _, body = part.partition("\n")
        lines = [line for line in body.splitlines() if line.startswith("| ")][1:]
        if family == "Alive on other versions only":
            elsewhere += [cells(line)[0] for line in lines]
        elif family != "Totals":
            rows += [Row(family, line) for line in lines]
    return rows, elsewhere


def tree():
    """name -> head of each known escape."""
    heads = {}
    for path in sorted((SOURCE / "known-escapes").glob("*/*.py")):
        if path.parent.name != "naive" and not path.name.endswith(".benign.py"):
            heads[f"{path.parent.name}/{path.stem}"] = dict(re.findall(r"^# ([a-z-]+): (.*)$", path.read_text(), re.M))
    return heads


def risk_names(text):
    """Escapes and families/* named in the section of residual-risks.md, from its first column."""
    section = re.search(r"^## Stopped by fewer than two layers$(.*?)(?=^## |\Z)", text, re.M | re.S)
    lines = [line for line in section.group(1).splitlines() if line.startswith("| ")][1:] if section else []
    return [name for line in lines for name in re.findall(r"`([a-z0-9-]+/[a-z0-9*-]+)`", cells(line)[0])]


def is_named(name, names):
    return name in names or f"{name.partition('/')[0]}/*" in names


def page_faults(rows, elsewhere, heads, names):
    """What is wrong with the page: against the tree, in itself, and against the residual risks."""
    ids = {name.partition("/")[2]: name for name in heads}
    listed = [row.name for row in rows] + [ids.get(name, name) for name in elsewhere]
    faults = [f"{name} is not on the page" for name in heads if name not in listed]
    faults += [f"{name} is no known escape" for name in listed if name not in heads]
    faults += [f"{name} stands there twice" for name in set(listed) if listed.count(name) > 1]
    for row in rows:
        signs = "".join(row.signs.values())
        if row.kind != heads.get(row.name, {}).get("kind"):
            faults.append(f"{row.name}: kind {row.kind}")
        if int(row.alone) != len(row.stops()) or not re.fullmatch("([-!?][-+.=?])*", signs):
            faults.append(f"{row.name}: signs {signs} and the number {row.alone}")
        if (row.none == "fails") != ("=" in signs) and "+" in signs + "+" * (row.none == "fails"):
            faults.append(f"{row.name} {row.none} with no layer, yet {signs}")
        if row.kind in RULED and len(row.stops()) < 2 and not is_named(row.name, names):
            faults.append(f"{row.name}: fewer than two layers stop it alone, and residual-risks.md does not say why")
    few = {row.name for row in rows if row.kind in RULED and len(row.stops()) < 2}
    for name in names:
        family = name.removesuffix("*")
        if not any(row == name or (name.endswith("*") and row.startswith(family)) for row in few):
            faults.append(f"residual-risks.md names {name}, which two layers stop")
    return faults


class Page(unittest.TestCase):
    def setUp(self):
        self.rows, self.elsewhere = page_rows(PAGE.read_text())
        self.heads = tree()
        self.names = risk_names(RISKS.read_text())

    def test_is_complete_and_its_weak_rows_are_risks(self):
        """Each known escape is listed once with its kind; a row below two layers is named in residual-risks.md."""
        self.assertGreater(len(self.rows), 190)
        self.assertEqual(page_faults(self.rows, self.elsewhere, self.heads, self.names), [])

    def test_adds_up(self):
        """The totals are those of the rows."""
        text = PAGE.read_text()
        for number, layer in enumerate(LAYERS):
            found = cells(re.search(rf"^\| {layer} \|.*$", text, re.MULTILINE)[0])
            alone = [sum(layer in row.stops() for row in self.rows if row.kind == kind) for kind in
                     ("escape", "information-leak", "isolation", "crash", "denial-of-service")]
            needed = sum(row.signs[layer][0] == "!" for row in self.rows if row.kind in RULED)
            self.assertEqual([int(cell) for cell in found[1:-1]], alone, (number, layer))
            self.assertGreaterEqual(int(found[-1]), needed, layer)

    def test_faults_are_seen(self):
        """A missing row, a foreign one, a wrong kind or count, and a weak row without a reason are found."""
        def faults(rows=None, elsewhere=None, heads=None, names=None):
            return page_faults(self.rows if rows is None else rows, self.elsewhere if elsewhere is None else elsewhere,
                               self.heads if heads is None else heads, self.names if names is None else names)
        self.assertNotEqual(faults(rows=self.rows[1:]), [])
        self.assertNotEqual(faults(rows=self.rows + self.rows[:1]), [])
        self.assertNotEqual(faults(elsewhere=self.elsewhere + ["invented"]), [])
        self.assertNotEqual(faults(names=[]), [])
        self.assertNotEqual(faults(names=self.names + ["invented/*"]), [])
        self.assertNotEqual(faults(heads={**self.heads, self.rows[0].name: {"kind": "crash"}}), [])
        self.rows[0].alone = "9"
        self.assertNotEqual(faults(), [])


class Matrix(ProgramTest):
    def setUp(self):
        super().setUp()
        if not TEST_BUILD:
            self.skipTest("needs a test build")

    def files(self, *names):
        return [SOURCE / f"known-escapes/{name}.py" for name in names]

    def test_of_a_few_is_what_the_page_says(self):
        """Escapes of different families, run for real, have the signs that stand on the page."""
        page = {row.name: row for row in page_rows(PAGE.read_text())[0]}
        copy = self.folder / "matrix.md"
        ended = self.expect(self.padcell("replay", "--matrix", "--markdown", copy, *self.files(*SAMPLES), timeout=600), OK)
        made = {row.name: row for row in page_rows(copy.read_text())[0]}
        self.assertEqual(set(made), set(SAMPLES))
        for name in SAMPLES:
            self.assertEqual((made[name].signs, made[name].none), (page[name].signs, page[name].none), name)
            self.assertIn(page[name].id.encode(), ended.out)

    def is_sanitized(self):
        return json.loads(self.expect(self.padcell("audit", "seccomp", "--json"), OK).out)["sanitized"]

    def test_shows_what_stops_what(self):
        """Objects of the process are safe by permits alone, files by several layers, time by two."""
        names = SAMPLES[0], SAMPLES[5], SAMPLES[4]
        ended = self.expect(self.padcell("replay", "--matrix", "--json", *self.files(*names), timeout=600), OK)
        document = json.loads(ended.out)
        self.assertEqual(document["layers"], LAYERS)
        walk, file, spin = document["escapes"]
        self.assertEqual((walk["alone"], walk["needed"]), (["permits"], ["permits"]))
        self.assertEqual(walk["full"]["contained"], True)
        self.assertEqual(walk["none"]["contained"], False)
        self.assertEqual(walk["layers"]["permits"]["without"]["contained"], False)
        self.assertLessEqual({"permits", "audit", "seccomp", "process"}, set(file["alone"]))
        if not self.is_sanitized():
            # Under a sanitizer the filter answers openat by itself, without a report.
            self.assertEqual(file["layers"]["seccomp"]["only"]["stopped_by"], "seccomp")
        self.assertEqual(file["needed"], [])
        self.assertEqual(set(spin["alone"]), {"process", "supervisor"})

    def test_layers_can_be_chosen_for_a_plain_replay(self):
        """--only-layer leaves one layer, --without-layer leaves some out; a token in a file is found then."""
        path, = self.files(SAMPLES[5])
        for words, code in ((["--only-layer", "seccomp"], OK), (["--only-layer", "supervisor"], harness.VIOLATION),
                            (["--without-layer", "permits,audit"], OK), (["--only-layer", "syntax"], OK),
                            (["--without-layer", "syntax,permits,audit"], OK),
                            (["--without-layer", ",".join(LAYERS)], harness.VIOLATION)):
            with self.subTest(words):
                self.expect(self.padcell("replay", *words, path), code)

    def test_a_layer_that_is_none_is_named(self):
        """A wrong name exits 2 with the nearest one."""
        path, = self.files(SAMPLES[0])
        for words in (["--only-layer", "permit"], ["--without-layer", "audit,permit"]):
            ended = self.expect(self.padcell("replay", *words, path), USAGE, "no layer named 'permit'")
            self.assertIn("did you mean permits?", ended.err)

    def test_leaves_no_file_behind(self):
        """The folder of the token is gone afterwards."""
        self.expect(self.padcell("replay", "--matrix", *self.files(SAMPLES[0])), OK)
        self.assertEqual([path.name for path in self.folder.iterdir()], [])


class Refusals(ProgramTest):
    def test_options_that_contradict_are_refused(self):
        """Each pair that makes no sense exits 2 and says why."""
        if not TEST_BUILD:
            self.skipTest("needs a test build")
        for words, text in ((["--matrix", "--only-layer", "audit"], "by itself"),
                            (["--matrix", "--sarif", "x"], "no report"), (["--markdown", "x"], "page of --matrix"),
                            (["--only-layer", "audit", "--without-layer", "audit"], "leaves out all others")):
            self.expect(self.padcell("replay", *words), USAGE, text)

    def test_a_build_for_real_guests_has_no_matrix(self):
        """A release build knows no option that leaves a layer out."""
        if TEST_BUILD:
            self.skipTest("needs a release build")
        for words in (["--matrix"], ["--only-layer", "audit"], ["--without-layer", "audit"]):
            self.expect(self.padcell("replay", *words), USAGE, f"unknown option {words[0]}")

    def test_a_page_that_cannot_be_written_is_named(self):
        """A page in a folder that does not exist is exit code 2."""
        if not TEST_BUILD:
            self.skipTest("needs a test build")
        path = SOURCE / f"known-escapes/{SAMPLES[0]}.py"
        self.expect(self.padcell("replay", "--matrix", "--markdown", self.folder / "none/x.md", path), USAGE,
                    "none/x.md: No such file or directory")


if __name__ == "__main__":
    harness.main()
