# SPDX-License-Identifier: Apache-2.0
"""ci/drift.py FILE - the unclassified names of `padcell audit permits --json`, by kind and owner.

Ends with 1 when there are any.
"""
import collections
import json
import sys


def main(path):
    with open(path, encoding="utf-8") as file:
        audit = json.load(file)
    found = collections.defaultdict(set)
    for line in audit["unclassified_names"]:
        kind, name = line.split(" ", 1)
        owner, _, last = name.rpartition(".")
        found[kind, owner].add(last)
    print(f"CPython {audit['python']}: {audit['unclassified']} entries without a row, all disarmed")
    for (kind, owner), names in sorted(found.items()):
        print(f"  {kind} {owner}: {' '.join(sorted(names))}" if owner else f"  {kind}: {' '.join(sorted(names))}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
