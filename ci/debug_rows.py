# SPDX-License-Identifier: Apache-2.0
"""ci/debug_rows.py - is every row of a replay contained?  One line of totals, and a line for each that is not.

Usage: python3 -I -S ci/debug_rows.py REPLAY.JSON ROWS
"""

import json
import sys


def main(path, wanted):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    rows = document["escapes"]
    bad = [row for row in rows if row.get("contained") is not True or "error" in row]
    asserted = sum("SIGABRT" in row.get("stopped_what", "") for row in rows)
    print(f"debug-python: CPython {document['python']}, {len(rows)} crash rows, {len(rows) - len(bad)} contained, "
          f"{document['totals']['loose']} loose, {asserted} told by an assertion")
    for row in bad:
        print(f"  {row['id']}: {row.get('error', 'loose')}")
    return 0 if not bad and len(rows) == wanted else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
