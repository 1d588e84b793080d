#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""tests/compat/run.py - CPython's own tests in a cell, counted against bare CPython.

    run.py --padcell PADCELL [--page PAGE.md] [--only TEXT] [--policy FILE]

A test function counts when bare CPython passes it.  It is kept when the cell passes it too.  Those of
denied.csv are refused on purpose; the second rate leaves them out.  Exit status 1: a goal is missed, or
a row of denied.csv names a test that passes, that is not run, or a permit that is not there.
"""

import argparse
import ast
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLES = HERE.parents[1] / "sandbox" / "interpreter"
MARK = "\x1ecompat\t"
GOAL_RAW, GOAL_KEPT = 88.0, 98.0
WALL_BARE = 120


def names_of_modules():
    lines = (line.split("#")[0].strip() for line in (HERE / "modules.txt").read_text().split("\n"))
    return [line for line in lines if line]


def read_denied():
    with open(HERE / "denied.csv", newline="", encoding="utf-8") as file:
        return {row["test"]: row for row in csv.DictReader(file)}


class Results:
    """What became of the test functions of one module on one side."""

    def __init__(self, text, ending=""):
        self.passed, self.why, self.ending = Counter(), {}, ending
        for line in text.split("\n"):
            if not line.startswith(MARK):
                continue
            kind, name, why = line[len(MARK):].split("\t")
            if kind == "pass":
                self.passed[name] += 1
            elif kind in ("fail", "skip"):
                self.why[name] = ast.literal_eval(why)


def run_bare(python, guest):
    done = subprocess.run([python, "-I", guest], stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=WALL_BARE, cwd=os.path.dirname(guest), check=False)
    return Results(done.stdout.decode(errors="replace"))


def run_cell(padcell, policy, guest):
    done = subprocess.run([padcell, "run", "--policy", policy, "--json", guest],
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    try:
        verdict = json.loads(done.stdout)
    except ValueError:
        sys.exit(f"run.py: padcell did not run {guest}: {done.stderr.decode(errors='replace')}")
    ending = verdict["status"]
    if verdict["exception"]:
        ending += f": {verdict['exception']['type']}: {verdict['exception']['message']}"
    return Results(verdict["stdout"], ending)


def run_module(name, options, folder):
    """(bare, cell) of one test module, each in a process of its own."""
    guest = os.path.join(folder, name + ".guest.py")
    Path(guest).write_text((HERE / "guest.py").read_text() + f"\n\nmain({name!r})\n")
    return run_bare(options.python, guest), run_cell(options.padcell, options.policy, guest)


class Tally:
    """The counts, and what is behind them."""

    def __init__(self, denied):
        self.denied, self.rows, self.misses, self.problems = denied, [], [], []
        self.by_row, self.seen = Counter(), set()

    def add(self, name, bare, cell):
        total = kept = refused = 0
        for test, times in bare.passed.items():
            passed = min(times, cell.passed[test])
            total, kept = total + times, kept + passed
            if test in self.denied:
                self.note_denied(test, passed, times)
                refused += times - passed
            elif passed < times:
                self.misses.append((name, test, cell.why.get(test) or f"not reached ({cell.ending})"))
        self.rows.append((name, total, kept, refused))

    def note_denied(self, test, passed, times):
        self.seen.add(test)
        if passed == times:
            self.problems.append(f"denied.csv: {test} passes: drop the row")
        self.by_row[self.denied[test]["row"], self.denied[test]["reason"]] += times - passed

    def sums(self):
        return [sum(row[column] for row in self.rows) for column in (1, 2, 3)]

    def rates(self):
        total, kept, refused = self.sums()
        return 100 * kept / total, 100 * kept / (total - refused)


def permit_exists(row):
    """Whether "entries.def:function.__code__" or "functions.def:io.open" is what a table says."""
    table, _, name = row.partition(":")
    owner, _, entry = name.partition(".")
    if table == "modules.def":  # a C module that has no row
        return f'"{name}"' not in (TABLES / table).read_text()
    text = (TABLES / "permits" / table).read_text()
    lines = [line for line in text.split("\n") if f'"{owner}"' in line or f" {owner}" in line]
    return any("ALLOW" not in line and (entry == "" or re.search(rf'[" ]{re.escape(entry)}[" ]', line))
               for line in lines)


def check_denied(tally, complete):
    for test, row in tally.denied.items():
        if complete and test not in tally.seen:
            tally.problems.append(f"denied.csv: {test} is not run, or bare CPython does not pass it")
        if not row["reason"]:
            tally.problems.append(f"denied.csv: {test} has no reason")
    for row in sorted({row["row"] for row in tally.denied.values()}):
        if not permit_exists(row):
            tally.problems.append(f"denied.csv: no table has the row {row}")


def summary(tally):
    (total, kept, refused), (raw, rate) = tally.sums(), tally.rates()
    return (f"compat: raw {raw:.1f} % ({kept} of {total}), without denials on purpose {rate:.1f} % "
            f"({kept} of {total - refused})")


def measure(options):
    tally = Tally(read_denied())
    names = [name for name in names_of_modules() if options.only in name]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        for name, (bare, cell) in zip(names, pool.map(
                lambda name: run_module(name, options, folder), names)):
            tally.add(name, bare, cell)
            print("{:<45} {:>5} {:>5} {:>5}".format(*tally.rows[-1]), flush=True)
    check_denied(tally, not options.only)
    return tally


def main():
    parser = argparse.ArgumentParser(description="CPython's own tests in a cell")
    parser.add_argument("--padcell", required=True, help="the command to test")
    parser.add_argument("--python", default="/usr/bin/python3", help="what it is counted against")
    parser.add_argument("--policy", default=str(HERE / "policy.yaml"), help="what the tests get")
    parser.add_argument("--page", type=Path, help="write the page COMPATIBILITY.md here")
    parser.add_argument("--only", default="", help="only modules whose name holds this")
    parser.add_argument("--jobs", type=int, default=2, help="modules at the same time")
    options = parser.parse_args()

    print("{:<45} {:>5} {:>5} {:>5}".format("module", "tests", "kept", "denied"))
    tally = measure(options)
    for name, test, why in tally.misses:
        print(f"miss: {test}: {why[-160:]}")
    for problem in tally.problems:
        print(f"problem: {problem}")
    if options.page:
        from page import write
        write(options.page, tally, options)
    raw, rate = tally.rates()
    print(summary(tally))
    return int(bool(tally.problems) or raw < GOAL_RAW or rate < GOAL_KEPT)


if __name__ == "__main__":
    sys.exit(main())
