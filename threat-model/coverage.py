#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""threat-model/coverage.py - makes coverage.md from the tables: invariant, oracle, plant, escape, target.

    coverage.py            prints the page
    coverage.py --write    writes coverage.md
    coverage.py --check    exit 1 with each gap named, and when coverage.md is not what the tables say

Standard library only.
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "tests/tables"), str(ROOT / "known-escapes")]
import defs  # noqa: E402  (the reader of .def tables)
import index  # noqa: E402  (the reader of heads)

PAGE = ROOT / "threat-model/coverage.md"

# Promises whose oracles come with what they are about.
ARRIVING = {
    "H": "arrives with nested cells",
}

# Gaps that are known, as --check says them -> why, and what would close each.  One that is closed must go.
KNOWN_GAPS = {
}

Plant = collections.namedtuple("Plant", "name invariant layer mode reason")
Oracle = collections.namedtuple("Oracle", "name invariants place off hears where reason")
Probe = collections.namedtuple("Probe", "plant policy without sound planted guest")
SelfTest = collections.namedtuple("SelfTest", "name plant must seen program reason")
Tables = collections.namedtuple("Tables", "invariants layers plants oracles probes self_tests escapes targets")


def rows(path, shape):
    found = defs.parse((ROOT / path).read_text(encoding="utf-8"))
    return [shape(*(argument.text for argument in row.arguments)) for row in found]


def oracle(*fields):
    row = Oracle(*fields)
    return row._replace(invariants=row.invariants.split(", "), hears=row.hears.split())


def asserted_by(path, in_process):
    """The invariants of a fuzz target: of the oracles around every cell, or those that its head names."""
    text = path.read_text(encoding="utf-8")
    if "target_run(" in text:
        return in_process
    named = re.search(r"\b[Ii]nvariants?:? ([A-K](?:(?:, | and )[A-K])*)\b", text)
    return set(re.findall("[A-K]", named[1])) if named else set()


def read():
    plants = [plant for plant in rows("threat-model/plants.def", Plant) if plant.mode != "NOTHING"]
    self_tests = [test for test in rows("fuzzers/engine/self_tests.def", SelfTest) if test.must == "VIOLATES"]
    tested = {test.plant for test in self_tests}
    in_process = {plant.invariant for plant in plants if plant.name in tested}
    return Tables(
        invariants=rows("threat-model/invariants.def", lambda *fields: fields),
        layers=dict(rows("sandbox/base/layers.def", lambda *fields: fields[:2])),
        plants=plants,
        oracles=rows("threat-model/oracles.def", oracle),
        probes={probe.plant: probe for probe in rows("cli/doctor_plants.def", Probe)},
        self_tests=self_tests,
        escapes=index.read_tree(),
        targets={path.stem: asserted_by(path, in_process) for path in sorted((ROOT / "fuzzers").glob("fuzz_*.c"))},
    )


def tests_of(tables, plant):
    return [test.name for test in tables.self_tests if test.plant == plant]


def hearers(tables, plant):
    return [row.name for row in tables.oracles if plant in row.hears]


def invariant_gaps(tables):
    """Each promise: somebody who tells, and a way to make him tell."""
    for letter, *_ in tables.invariants:
        broken = {plant.name for plant in tables.plants if plant.invariant == letter}
        told = [row for row in tables.oracles if letter in row.invariants and broken & set(row.hears)]
        if letter in ARRIVING:
            if told and broken:
                yield f"invariant {letter} has an oracle and a plant: take it out of ARRIVING"
            continue
        if not told:
            yield f"invariant {letter} has no oracle that hears a plant"
        if not broken:
            yield f"invariant {letter} has no plant"


def plant_gaps(tables):
    """Each weakness: a layer that exists, a run that shows it, an oracle that hears it."""
    for plant in tables.plants:
        if plant.layer not in tables.layers:
            yield f"plant {plant.name} is in the layer {plant.layer}, which layers.def has not"
        if plant.name not in tables.probes and not tests_of(tables, plant.name):
            yield f"plant {plant.name} is heard by no probe of the doctor and by no self-test of the fuzzer"
        if not hearers(tables, plant.name):
            yield f"plant {plant.name} is heard by no oracle of oracles.def"
    names = {plant.name for plant in tables.plants}
    for user in [*tables.probes, *(test.plant for test in tables.self_tests)]:
        if user not in names:
            yield f"plant {user} is tried, and plants.def has it not"
    for layer in tables.layers:
        if layer not in {plant.layer for plant in tables.plants}:
            yield f"layer {layer} has no plant"


def is_shown(tables, row, plant):
    """Is there a run that would miss this oracle?"""
    if row.where.startswith("fuzzers/"):
        return bool(tests_of(tables, plant))
    if row.off == "SWITCHED" or row.where.startswith("cli/"):
        return plant in tables.probes
    tests = [*(ROOT / "tests/unit").glob("*.c"), *(ROOT / "tests/cli").glob("test_*.py")]
    return row.where.startswith("sandbox/") and any(f'"{plant}"' in path.read_text(encoding="utf-8") for path in tests)


def oracle_gaps(tables):
    """Each oracle: heard before it is believed, for every promise that it watches."""
    letters = {row[0] for row in tables.invariants}
    broken_by = {plant.name: plant.invariant for plant in tables.plants}
    for row in tables.oracles:
        if not (ROOT / row.where).is_file():
            yield f"oracle {row.name} is not in {row.where}"
        if not row.hears:
            yield f"oracle {row.name} hears no plant"
            continue
        for plant in row.hears:
            if plant not in broken_by:
                yield f"oracle {row.name} hears {plant}, which plants.def has not"
            elif not is_shown(tables, row, plant):
                yield f"oracle {row.name} is said to hear {plant}, and no run shows it"
        for letter in row.invariants:
            if letter not in letters:
                yield f"oracle {row.name} names the invariant {letter}, which does not exist"
            elif letter not in {broken_by.get(plant) for plant in row.hears}:
                yield f"oracle {row.name} hears no plant that breaks {letter}"


def switch_gaps(tables):
    """KEEP IN STEP: oracles"""
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "sandbox/supervisor").glob("*.c")))
    switched = {row.name for row in tables.oracles if row.off == "SWITCHED"}
    for name in sorted(switched):
        if f'"{name}"' not in code:
            yield f"oracle {name} is SWITCHED, and sandbox/supervisor knows no such name"
    for name in sorted(set(re.findall(r'oracle_is_(?:off|missed)\(\w+, "(\w+)"', code)) - switched):
        yield f"oracle {name} is switched in sandbox/supervisor, and is no row that is SWITCHED"


def target_gaps(tables):
    for name, letters in tables.targets.items():
        if not letters:
            yield f"fuzz target {name} runs no guest and its head names no invariant (\"invariant I\")"


def all_gaps(tables):
    for find in (invariant_gaps, plant_gaps, oracle_gaps, switch_gaps, target_gaps):
        yield from find(tables)


def problems(tables):
    """Gaps that nobody excused, and excuses that nobody needs."""
    gaps = list(all_gaps(tables))
    yield from (gap for gap in gaps if gap not in KNOWN_GAPS)
    for gap in KNOWN_GAPS:
        if gap not in gaps:
            yield f"'{gap}' is no longer so: take it out of KNOWN_GAPS"


def table(head, lines):
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for line in lines:
        yield "| " + " | ".join(str(field).replace("|", "\\|") for field in line) + " |"


def names(found, otherwise="none"):
    return ", ".join(f"`{name}`" for name in found) or otherwise


def invariant_lines(tables):
    for letter, name, promise, _ in tables.invariants:
        escapes = [head for head in tables.escapes if letter in index.items(head["invariant"])]
        families = {head["family"] for head in escapes}
        missing = ARRIVING.get(letter, "none")
        yield (f"**{letter}** {name.replace('_', '-')}", promise,
               names((row.name for row in tables.oracles if letter in row.invariants), missing),
               names((plant.name for plant in tables.plants if plant.invariant == letter), missing),
               f"{len(escapes)} in {len(families)} families",
               names(target for target, letters in tables.targets.items() if letter in letters))


def oracle_lines(tables):
    for row in tables.oracles:
        yield (f"`{row.name}`", ", ".join(row.invariants), row.place.lower(), names(row.hears), row.where,
               "yes" if row.off == "SWITCHED" else "no", row.reason)


def plant_lines(tables):
    for plant in tables.plants:
        probe = tables.probes.get(plant.name)
        shown = f"{probe.sound.lower()}, planted {probe.planted.lower()}" if probe else "none"
        yield (f"`{plant.name}`", plant.invariant, tables.layers.get(plant.layer, plant.layer),
               names(hearers(tables, plant.name)), shown, names(tests_of(tables, plant.name)))


def family_lines(tables):
    letters = [row[0] for row in tables.invariants]
    for family in sorted({head["family"] for head in tables.escapes}):
        heads = [index.items(head["invariant"]) for head in tables.escapes if head["family"] == family]
        counts = [sum(letter in head for head in heads) for letter in letters]
        yield (family, len(heads), *(count or "" for count in counts))


def gap_lines():
    for letter, why in ARRIVING.items():
        yield (f"invariant {letter} has no oracle that hears a plant", why)
    yield from KNOWN_GAPS.items()


def page(tables):
    letters = [row[0] for row in tables.invariants]
    lines = [
        "# Coverage", "",
        "Made by `threat-model/coverage.py --write` from the tables; do not edit. A test fails on a gap.", "",
        *table(("invariant", "promise", "oracles", "plants that break it", "known escapes", "fuzz targets"),
               invariant_lines(tables)),
        "", "## Oracles", "",
        "Without a switched one (`padcell doctor --without-oracle NAME`, test builds) doctor must fail on each plant",
        "beside it.", "",
        *table(("oracle", "invariants", "place", "hears", "where", "switched", "what it tells"), oracle_lines(tables)),
        "", "## Plants", "",
        "A probe of the doctor is one guest with two endings: in the build as it is, and with the plant.", "",
        *table(("plant", "breaks", "layer", "heard by", "probe of the doctor", "self-tests of the fuzzer"),
               plant_lines(tables)),
        "", "## Known escapes", "",
        "By family, and how many of them name each invariant; one escape may name several.", "",
        *table(("family", "escapes", *letters), family_lines(tables)),
        "", "## Gaps", "",
        *table(("what is missing", "why, and what closes it"), gap_lines()),
    ]
    return "\n".join(lines) + "\n"


def check(tables, text):
    found = list(problems(tables))
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        found.append("coverage.md is stale; run threat-model/coverage.py --write")
    for problem in found:
        print(f"coverage.py: {problem}", file=sys.stderr)
    return 1 if found else 0


def main(arguments):
    try:
        tables = read()
    except (defs.Malformed, index.BadHead, TypeError) as bad:
        print(f"coverage.py: a table or a head cannot be read: {bad}", file=sys.stderr)
        return 1
    text = page(tables)
    if arguments == ["--check"]:
        return check(tables, text)
    if arguments == ["--write"]:
        PAGE.write_text(text, encoding="utf-8")
    elif not arguments:
        print(text, end="")
    else:
        print("coverage.py: usage: coverage.py [--write|--check]", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
