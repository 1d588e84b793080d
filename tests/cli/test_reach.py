# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_reach.py - the reach audit: nothing armed, programs that really run, plants that are found."""
import json
import unittest

import harness
from harness import INTERNAL, OK, SANITIZED, SOURCE, TEST_BUILD, USAGE, VIOLATION, ProgramTest

# Programs that one guest runs one after the other, and programs that get a worker each.
BATCH = 250
ALONE = 24

# What a guest says of the thing that a program has put into a variable.
TELL = '''
def owner(v):
    holder = type(v.__self__)
    classes = type.mro(holder) + (type.mro(v.__self__) if isinstance(v.__self__, type) else [])
    return next((c.__name__ for c in classes if v.__name__ in c.__dict__), None)

def tell(v):
    kind = type(v).__name__
    if kind == "module" or isinstance(v, type):
        return v.__name__
    if hasattr(v, "__objclass__"):
        return v.__objclass__.__name__ + "." + v.__name__
    if v.__self__ is None:
        return v.__qualname__
    found = owner(v)
    if not found:
        found = getattr(v.__self__, "__name__", type(v.__self__).__name__)
    return found + "." + v.__name__
'''

# plant -> kind and name of an entry that must be named, or the text of an alarm.
PLANTED = {
    "audit_only": ("function", "sys._getframe"),
    "bytecode_armed": ("alarm", "code.replace"),
    "clock_armed": ("alarm", "time.clock_settime"),
    "format_reaches_globals": ("member", "function.__globals__"),
    "function_code": ("getset", "function.__code__"),
    "generator_frame": ("object", "frame"),
    "import_any": ("module", "posix"),
    "subclasses_unfiltered": ("type", "PadcellCanary"),
    "thread_armed": ("alarm", "_thread.start_new_thread"),
    "traceback_frame": ("object", "frame"),
    "traceback_made": ("type", "traceback"),
}


def short(name, kind):
    """The end of a name that Python code can see: CPython's own names may begin with a module."""
    if kind in ("module", "function"):
        return name.removeprefix("?.")
    parts = name.split(".")
    return ".".join(parts[-1:] if kind == "type" else parts[-2:])


class Reach(ProgramTest):
    sound = None

    def document(self):
        """One audit of the build as it is, for all tests."""
        if Reach.sound is None:
            ended = self.padcell("audit", "reach", "--json")
            Reach.sound = ended, json.loads(ended.out)
        return Reach.sound[1]

    def test_nothing_armed_is_reached(self):
        """Every C function, type and module that a guest reaches is permitted, virtual or disarmed."""
        document = self.document()
        self.assertEqual([row.get("name", row.get("what")) for row in document["violations"]], [])
        self.expect(Reach.sound[0], OK)
        self.assertEqual(document["roots_missing"], [])
        self.assertGreater(len(document["entries"]), 3000)
        self.assertEqual({row["state"] for row in document["entries"]}, {"permitted", "virtual", "disarmed"})

    def test_nothing_armed_lies_behind_it(self):
        """By every pointer that the collector sees, which is more than a guest can follow, nothing armed is found."""
        document = self.document()
        self.assertEqual(document["upper_bound_armed"], [])
        guest = {row["kind"]: row for row in document["totals"]}
        for row in document["upper_bound"]:
            with self.subTest(row["kind"]):
                self.assertGreaterEqual(row["permitted"] + row["disarmed"], guest[row["kind"]]["permitted"])

    def test_the_manifest_says_what_is_reached(self):
        """threat-model/reach/<python>.txt is what the audit finds; a difference is shown line by line."""
        manifest = SOURCE / "threat-model/reach" / (self.document()["python"] + ".txt")
        if not manifest.exists():
            self.skipTest(f"there is no manifest of CPython {self.document()['python']}")
        ended = self.padcell("audit", "reach", "--diff", manifest)
        self.assertEqual(ended.out.decode(), "", "read each line, then: padcell audit reach --write " + str(manifest))
        self.expect(ended, OK)

    def test_two_audits_are_equal(self):
        """No address, no order of a set decides: the documents of two processes are the same bytes."""
        self.document()
        self.assertEqual(self.padcell("audit", "reach", "--json").out, Reach.sound[0].out)

    def tells(self, program, entry):
        return f"{program}print(tell({entry['variable']}))\n"

    @unittest.skipIf(SANITIZED, "thousands of programs under a sanitizer outlast the deadline of a run")
    def test_every_path_runs(self):
        """Each program of the document, run in a cell, gives the thing it is said to give."""
        entries = self.document()["entries"]
        wrong = []
        for start in range(0, len(entries), BATCH):
            part = entries[start:start + BATCH]
            guest = TELL + "for text in (\n"
            guest += "".join(f"    {self.tells(entry['program'], entry)!r},\n" for entry in part)
            guest += "):\n    try:\n        exec(text, {'tell': tell})\n"
            guest += "    except BaseException as e:\n        print(type(e).__name__, e)\n"
            ended = self.expect(self.padcell("run", self.file("batch.py", guest)), OK)
            said = ended.out.decode().splitlines()
            self.assertEqual(len(said), len(part), "a program printed by itself, or said nothing")
            wrong += [(entry["kind"], entry["name"], line, entry["program"]) for entry, line in zip(part, said)
                      if line != short(entry["name"], entry["kind"])]
        self.maxDiff = None
        self.assertEqual(wrong, [])

    def test_a_path_is_a_program_of_its_own(self):
        """Programs of every kind, each as the only guest of its worker; --path prints them."""
        entries = self.document()["entries"]
        for number, entry in enumerate(entries[::len(entries) // ALONE]):
            with self.subTest(entry["name"]):
                if number % 12 == 0:
                    shown = self.expect(self.padcell("audit", "reach", "--path", entry["name"]), OK).out.decode()
                    self.assertIn(entry["program"], shown)
                guest = self.file("path.py", TELL + self.tells(entry["program"], entry))
                ended = self.expect(self.padcell("run", guest), OK)
                self.assertEqual(ended.out.decode().strip(), short(entry["name"], entry["kind"]))

    def names(self, document):
        found = {(row["kind"], row["name"]) for row in document["violations"] if "kind" in row}
        return found | {("alarm", row["what"]) for row in document["violations"] if "what" in row}

    @unittest.skipUnless(TEST_BUILD, "plants exist in test builds only")
    def test_a_planted_hole_is_found(self):
        """Functions, getters, members, constructors and modules that stay armed: exit 4, and the way to each."""
        for plant, expected in PLANTED.items():
            with self.subTest(plant):
                ended = self.expect(self.padcell("audit", "reach", "--json", "--plant", plant), VIOLATION)
                document = json.loads(ended.out)
                self.assertIn(expected, self.names(document))
                self.assertTrue(all(row["program"] for row in document["violations"]))

    @unittest.skipUnless(TEST_BUILD, "plants exist in test builds only")
    def test_a_violation_is_shown_with_its_program(self):
        """The text for people names the thing and prints the program that leads to it."""
        ended = self.expect(self.padcell("audit", "reach", "--plant", "function_code"), VIOLATION, "must be 0")
        text = ended.out.decode()
        self.assertIn("armed and not permitted: getset function.__code__", text)
        self.assertRegex(text, r"v0 = |import \w+ as v0|class v0|def v0")

    @unittest.skipUnless(TEST_BUILD, "plants exist in test builds only")
    def test_the_control_plants_nothing(self):
        """Under the plant that is none, the audit is as sound as without."""
        self.expect(self.padcell("audit", "reach", "--plant", "none"), OK)
        self.expect(self.padcell("audit", "reach", "--plant", "nobody"), USAGE)

    def test_a_difference_is_shown(self):
        """A line too many and a line too few in the old manifest: both are printed, and the exit code is 4."""
        made = self.folder / "new.txt"
        self.expect(self.padcell("audit", "reach", "--write", made), OK)
        lines = made.read_text().splitlines()
        self.assertEqual(lines[3:], sorted(lines[3:]))
        old = self.file("old.txt", "\n".join(lines[:-1] + ["function padcell.gone permitted 1"]) + "\n")
        ended = self.expect(self.padcell("audit", "reach", "--diff", old), VIOLATION, "2 lines differ")
        self.assertEqual(ended.out.decode().splitlines(),
                         ["- function padcell.gone permitted 1", "+ " + lines[-1]])

    def test_wrong_requests_are_named(self):
        """Options of another audit, files that are not there, names that nobody reaches."""
        self.expect(self.padcell("audit", "permits", "--diff", "x"), USAGE, "--diff")
        self.expect(self.padcell("audit", "reach", "--diff", self.folder / "missing"), USAGE, "missing")
        self.expect(self.padcell("audit", "reach", "--path", "posix.system"), USAGE, "does not reach")
        self.expect(self.padcell("audit", "reach", "--write", self.folder), INTERNAL, "cannot write")


if __name__ == "__main__":
    harness.main()
