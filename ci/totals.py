# SPDX-License-Identifier: Apache-2.0
"""ci/totals.py - one line of totals from ctest's JUnit file, and a line for each skip and failure.

Usage: python3 -I -S ci/totals.py PRESET JUNIT.XML
"""

import sys
from xml.etree import ElementTree


def reason(case):
    """The last line with "skip" in it that the program printed, or what ctest says."""
    output = case.findtext("system-out") or ""
    lines = [line.strip() for line in output.splitlines() if "skip" in line.lower()]
    said = lines[-1] if lines else "no reason given"
    return said.removeprefix("skipped: ")


def is_skipped(case):
    """A test that said so; one that ctest could not start has the status "notrun" as well."""
    mark = case.find("skipped")
    return mark is not None and mark.get("message", "").startswith("SKIP_")


def main(preset, path):
    cases = ElementTree.parse(path).getroot().findall("testcase")
    skipped = [case for case in cases if is_skipped(case)]
    failed = [case for case in cases if case.get("status") != "run" and not is_skipped(case)]
    passed = len(cases) - len(skipped) - len(failed)
    seconds = sum(float(case.get("time") or 0) for case in cases)
    print(f"{preset}: {len(cases)} tests, {passed} passed, {len(failed)} failed, "
          f"{len(skipped)} skipped, {seconds:.0f} s")
    for case in failed:
        print(f"  failed   {case.get('name')}")
    for case in skipped:
        print(f"  skipped  {case.get('name')}: {reason(case)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
