# SPDX-License-Identifier: Apache-2.0
"""tests/tables/test_defs.py - every .def table: head, reasons, unique and sorted rows, letters that exist.

A new table is checked without being named here; KEYS says which columns make a row unique where that
is not the first one, and WITHOUT_REASON why a table needs no reasons.
"""
import json
import os
import pathlib
import re
import unittest

import defs

SOURCE = pathlib.Path(os.environ["PADCELL_SOURCE_DIR"])
OUTSIDE = {"build", ".git"}

# table and macro -> columns that are unique together
KEYS = {
    ("mutators/attributes.def", "ATTRIBUTE"): (0, 1),
    ("interpreter/names.def", "KEEP"): (0, 1),
    ("interpreter/names.def", "TEXT"): (0, 1),
    ("interpreter/names.def", "EMPTY"): (0, 1),
    ("permits/entries.def", "ENTRY"): (0, 1),
    ("permits/entries.def", "ENTRY_VIRTUAL"): (0, 1),
    ("permits/entries.def", "SLOT_VIRTUAL"): (0, 1),
    ("permits/functions.def", "FUNCTIONS"): (0, 1, 2),
    ("permits/functions.def", "FUNCTION_VIRTUAL"): (0, 1),
    ("interpreter/slots.def", "SLOT"): (1,),
    ("permits/slots.def", "SLOTS"): (0, 2),
    ("permits/state.def", "CONSTANTS"): (1,),
    ("permits/state.def", "STATE"): (0, 2),
    ("permits/types.def", "TYPES"): (1,),
    ("permits/types.def", "TYPE"): (1,),
    ("permits/types.def", "CLASSES"): (1,),
    ("permits/writes.def", "WRITES"): (0,),
    ("policy/choices.def", "CHOICE"): (0, 1),
    ("policy/conflicts.def", "AT_MOST"): (1, 2),
    ("supervisor/places.def", "PLACE"): (0, 1, 2),
}

WITHOUT_REASON = {
    "cli/commands.def": "the help text of a command says what it is for",
}

MAY_BE_EMPTY = {
    "kernel/syscalls_asan.def": "no sanitizer needs more today",
}

# Tables the project cannot be without: a path that changed must not pass as "nothing to check".
EXPECTED = ["base/layers.def", "interpreter/audit.def", "kernel/ladder.def", "kernel/syscalls.def",
            "permits/functions.def", "permits/types.def", "policy/conflicts.def", "policy/modules.def",
            "policy/extra_modules.def", "policy/require.def", "policy/schema.def", "threat-model/invariants.def",
            "threat-model/plants.def", "wire/frames.def"]


def table_name(path):
    """The name that the head gives: folder and file."""
    return "/".join(path.parts[-2:])


def tables():
    return sorted(path for path in SOURCE.rglob("*.def")
                  if not OUTSIDE & set(path.relative_to(SOURCE).parts))


def rows_of(name):
    return next(defs.parse(path.read_text()) for path in tables() if path.as_posix().endswith("/" + name))


def column(name, index, macro=None):
    return [row.arguments[index].text for row in rows_of(name) if macro in (None, row.macro)]


def head_problems(path, text):
    lines = text.split("\n")
    named = re.match(r"/\* (\S+) - \S", lines[1]) if len(lines) > 1 else None
    if lines[0] != "/* SPDX-License-Identifier: Apache-2.0 */":
        yield "line 1 is not the SPDX line"
    if not named or "/" not in named[1] or not path.as_posix().endswith("/" + named[1]):
        yield "line 2 does not start with '/* <folder>/<file> - <purpose>'"
    if "/* clang-format off */" not in lines or "/* clang-format on */" not in lines:
        yield "clang-format is not switched off and on again"


def row_problems(name, row):
    last = row.arguments[-1]
    if name not in WITHOUT_REASON and not (last.is_string and len(last.text.strip()) >= 3):
        yield f"{row} ends without a reason"


def order_problems(name, text, rows):
    """Rows of one macro: unique by their key, and ascending where the head says so."""
    is_sorted = re.search(r"\bsorted\b", defs.head(text), re.I)
    for macro in {row.macro for row in rows}:
        columns = KEYS.get((name, macro), (0,))
        keys = [tuple(row.arguments[c].text for c in columns) for row in rows if row.macro == macro]
        for key in {key for key in keys if keys.count(key) > 1}:
            yield f"{macro}({', '.join(key)}) stands there {keys.count(key)} times"
        for before, after in zip(keys, keys[1:]):
            if is_sorted and before > after:
                yield f"{macro}({after[0]}) stands behind {before[0]} in a sorted table"


def letter_problems(rows, letters):
    """A column that is one capital letter is an invariant everywhere."""
    for row in rows:
        for found in row.arguments:
            if not found.is_string and re.fullmatch("[A-Z]", found.text) and found.text not in letters:
                yield f"{row} names the invariant {found.text}, which does not exist"


def problems(path, text, letters):
    name = table_name(path)
    try:
        rows = defs.parse(text)
    except defs.Malformed as error:
        return [str(error)]
    found = list(head_problems(path, text))
    if not rows and name not in MAY_BE_EMPTY:
        found.append("there is no row")
    for row in rows:
        found.extend(row_problems(name, row))
    found.extend(order_problems(name, text, rows))
    found.extend(letter_problems(rows, letters))
    return found


class EveryTable(unittest.TestCase):
    def test_holds_what_each_table_must_hold(self):
        """Head, reasons, unique rows, order, invariants."""
        letters = set(column("threat-model/invariants.def", 0))
        for path in tables():
            with self.subTest(table_name(path)):
                self.assertEqual(problems(path, path.read_text(), letters), [])

    def test_is_found(self):
        """The tables that must exist do."""
        names = {table_name(path) for path in tables()}
        self.assertEqual([name for name in EXPECTED if name not in names], [])
        for name, _ in KEYS:
            self.assertIn(name, names)

    def test_is_read_by_some_code(self):
        """A table that nothing includes decides nothing."""
        code = "\n".join(path.read_text(errors="replace") for suffix in ("*.c", "*.h", "*.py", "*.cmake", "*.txt")
                         for path in SOURCE.rglob(suffix)
                         if not OUTSIDE & set(path.relative_to(SOURCE).parts) and path.name != "test_defs.py")
        for path in tables():
            with self.subTest(table_name(path)):
                self.assertIn(path.name, code)


class Together(unittest.TestCase):
    def test_a_function_has_one_permit(self):
        """A function with two rows would have the action of whichever is read last."""
        seen = {}
        for row in rows_of("permits/functions.def"):
            named = row.macro == "FUNCTION_VIRTUAL"
            for name in row.arguments[1 if named else 2].text.split():
                entry = (row.arguments[0].text, name)
                self.assertNotIn(entry, seen, f"{row} and {seen.get(entry)}")
                seen[entry] = row

    def test_a_type_has_one_permit(self):
        """The same for types."""
        seen = {}
        for row in rows_of("permits/types.def"):
            text = row.arguments[1].text
            for name in [text] if row.macro == "TYPE" else text.split():
                entry = (row.macro == "CLASSES", name)
                self.assertNotIn(entry, seen, f"{row} and {seen.get(entry)}")
                seen[entry] = row

    def test_what_doctor_requires_is_on_the_ladder(self):
        """KEEP IN STEP: ladder."""
        ladder = set(column("kernel/ladder.def", 1))
        self.assertLessEqual(set(column("cli/doctor_required.def", 0)), ladder)
        self.assertEqual(set(column("policy/require.def", 0)), ladder)

    def test_plants_name_layers_that_exist(self):
        """The layer of a plant is a row of layers.def."""
        self.assertLessEqual(set(column("threat-model/plants.def", 2)), set(column("base/layers.def", 0)))

    def test_a_policy_grants_modules_that_the_cell_has(self):
        """KEEP IN STEP: modules."""
        bundle = [line.split("#")[0].strip()
                  for line in (SOURCE / "sandbox/interpreter/bundle/modules.txt").read_text().split("\n")]
        native = column("interpreter/modules.def", 0, "NATIVE") + ["sys"]
        packages = {name[:-2] for name in bundle if name.endswith(".*")}
        always, extra = column("policy/modules.def", 0), column("policy/extra_modules.def", 0)
        self.assertFalse(set(always) & set(extra))
        for name in always + extra:
            inside = any(name == package or name.startswith(package + ".") for package in packages)
            self.assertTrue(name in bundle or name in native or inside, name)

    def test_exit_codes_are_those_of_the_header(self):
        """KEEP IN STEP: exit codes."""
        header = (SOURCE / "sandbox/include/padcell/verdict.h").read_text()
        self.assertEqual(column("cli/exit_codes.def", 0), re.findall(r"PADCELL_EXIT_(\w+) = ", header))

    def test_the_schema_of_verdicts_names_layers_and_invariants(self):
        """KEEP IN STEP: layers."""
        parts = json.loads((SOURCE / "docs/verdict.schema.json").read_text())["$defs"]
        self.assertEqual(parts["layer"]["enum"], column("base/layers.def", 1))
        self.assertEqual(parts["invariant"]["enum"], column("threat-model/invariants.def", 0))


HEAD = ("/* SPDX-License-Identifier: Apache-2.0 */\n/* kernel/x.def - things; sorted. */\n"
        "/* clang-format off */\n{}\n/* clang-format on */\n")

# rows of a table -> words of the one problem they have; None: none
PLANTED = [
    ('ROW(a, G, "a reason")\nROW(b, G, "a reason")', None),
    ('ROW(a, "x, (y" /* c) */, "in " "pieces")', None),
    ('ROW(a, G)', "without a reason"),
    ('ROW(a, "")', "without a reason"),
    ('ROW(a, "a reason")\nROW(a, "a reason")', "2 times"),
    ('ROW(b, "a reason")\nROW(a, "a reason")', "behind b"),
    ('ROW(a, Z, "a reason")', "invariant Z"),
    ('ROW(a, "a reason"', "not closed"),
    ('ROW(a, "a reason") garbage', "garbage"),
    ('', "no row"),
]


class TheCheck(unittest.TestCase):
    def test_sees_each_planted_problem(self):
        """Prove the detector first."""
        for rows, expected in PLANTED:
            with self.subTest(rows):
                found = problems(pathlib.Path("/t/kernel/x.def"), HEAD.format(rows), set("ABCDEFGHIJK"))
                self.assertEqual(len(found), 0 if expected is None else 1, found)
                self.assertTrue(expected is None or expected in found[0], found)

    def test_sees_a_bad_head(self):
        """Each line of the head is asked for."""
        good = HEAD.format('ROW(a, "a reason")')
        for line in (0, 1, 2, 4):
            lines = good.split("\n")
            lines[line] = "/* else */"
            found = problems(pathlib.Path("/t/kernel/x.def"), "\n".join(lines), set("A"))
            self.assertEqual(len(found), 1, found)
        self.assertEqual(len(problems(pathlib.Path("/t/wire/x.def"), good, set("A"))), 1)


if __name__ == "__main__":
    unittest.main()
