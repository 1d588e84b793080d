#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""known-escapes/index.py - makes INDEX.md from the heads, and checks that head and tree agree.

    index.py            prints the index
    index.py --write    writes INDEX.md
    index.py --check    exit 1 when INDEX.md is not what the heads say

Standard library only.  KEEP IN STEP: escape head (cli/escape_head.def).
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
TWIN = ".benign.py"  # an honest program beside an escape; tests/cli/test_twins.py runs it
LICENCE = "# SPDX-License-Identifier: "
NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
VERSION = re.compile(r"\d+\.\d+\.\d+\Z")
KINDS = {"escape", "information-leak", "isolation", "denial-of-service", "crash"}


def layers():
    """The names of layers, from the table that defines them."""
    table = (FOLDER.parent / "sandbox" / "base" / "layers.def").read_text(encoding="utf-8")
    return set(re.findall(r'^LAYER\(\w+,\s*"(\w+)"', table, re.MULTILINE))


def invariants():
    table = (FOLDER.parent / "threat-model" / "invariants.def").read_text(encoding="utf-8")
    return set(re.findall(r"^INVARIANT\((\w),", table, re.MULTILINE))


def items(value):
    return [item.strip() for item in value.split(",")]


def all_in(allowed):
    return lambda value: all(item in allowed for item in items(value))


KEYS = {
    "id": NAME.match,
    "family": NAME.match,
    "kind": KINDS.__contains__,
    "invariant": all_in(invariants()),
    "origin": bool,
    "technique": bool,
    "needs": bool,
    "pythons": lambda value: all(VERSION.match(item) for item in items(value)),
    "stopped-by": all_in(layers()),
    "fix": {"structural", "specific"}.__contains__,
    "alive-when": {"canary", "crash", "exhausts"}.__contains__,
}


class BadHead(Exception):
    pass


def take_line(path, number, line, head):
    key, colon, value = line[2:].partition(": ")
    if not line.startswith("# ") or not colon:
        raise BadHead(f"{path}:{number}: expected '# key: value'")
    if key not in KEYS:
        raise BadHead(f"{path}:{number}: there is no key '{key}'")
    if key in head:
        raise BadHead(f"{path}:{number}: '{key}' stands here again")
    if not KEYS[key](value):
        raise BadHead(f"{path}:{number}: '{key}' cannot be '{value}'")
    head[key] = value


def read_head(path):
    head = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("#"):
            break
        if not line.startswith(LICENCE):
            take_line(path, number, line, head)
    missing = [key for key in KEYS if key not in head]
    if missing:
        raise BadHead(f"{path}: the head has no '{missing[0]}'")
    if (head["family"], head["id"]) != (path.parent.name, path.stem):
        raise BadHead(f"{path}: the head says {head['family']}/{head['id']}")
    return head


def read_tree(folder=FOLDER):
    paths = sorted(path for path in folder.glob("*/*.py") if path.parent.name != "naive")
    return [read_head(path) for path in paths if not path.name.endswith(TWIN)]


def cell(text):
    return text.replace("|", "\\|").replace("<", "\\<")


def family_lines(family, heads):
    yield f"\n## {family}\n"
    yield "| escape | kind | invariant | alive on | stopped by | fix | technique |"
    yield "|---|---|---|---|---|---|---|"
    for head in heads:
        link = f"[{head['id']}]({family}/{head['id']}.py)"
        if (FOLDER / family / (head["id"] + TWIN)).exists():
            link += f", [twin]({family}/{head['id']}{TWIN})"
        keys = ("kind", "invariant", "pythons", "stopped-by", "fix", "technique")
        yield "| " + " | ".join([link] + [cell(head[key]) for key in keys]) + " |"


def index(heads):
    families = sorted({head["family"] for head in heads})
    lines = [
        "# Known escapes",
        "",
        "Made by `known-escapes/index.py --write` from the heads of the files; do not edit.",
        "",
        f"{len(heads)} escapes in {len(families)} families.",
    ]
    for family in families:
        lines += family_lines(family, [head for head in heads if head["family"] == family])
    return "\n".join(lines) + "\n"


def main(arguments):
    try:
        text = index(read_tree())
    except BadHead as bad:
        print(f"index.py: {bad}", file=sys.stderr)
        return 1
    target = FOLDER / "INDEX.md"
    if arguments == ["--write"]:
        target.write_text(text, encoding="utf-8")
    elif arguments == ["--check"]:
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            print("index.py: INDEX.md is stale; run known-escapes/index.py --write", file=sys.stderr)
            return 1
    elif not arguments:
        print(text, end="")
    else:
        print("index.py: usage: index.py [--write|--check]", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
