# SPDX-License-Identifier: Apache-2.0
"""tests/tables/house.py - the rules of the house that a script can see, one function each.

A rule takes a Tree and yields "<path>: <what is wrong>".  RULES at the end lists them.
"""
import pathlib
import re

OUTSIDE = {"build", ".git", "__pycache__"}
CODE = (".c", ".h")

# Folders that may see CPython: everything else is on the host's side of the trust boundary, or has no
# business with it.  tests may, since they look at cells from inside.
MAY_SEE_PYTHON = ("sandbox/interpreter/", "sandbox/worker/", "fuzzers/", "known-escapes/", "tests/")
PYTHON_HEADERS = re.compile(r'[<"](Python\.h|cpython/|internal/pycore_|pythread\.h|pyconfig\.h|structmember\.h)')

SIDES = ("host", "supervisor", "worker before lockdown", "worker after lockdown")

# Heads of these say nothing about where they run.
NO_SIDE = {
    "sandbox/include/": "the public headers: whoever includes them is the host",
}

# Folders whose files explain themselves.
NO_README = {
    "sandbox/include": "holds one folder; padcell.h opens with the life cycle",
    "sandbox/include/padcell": "padcell.h opens with the life cycle",
    ".ci": "one file that calls ci/test",
}
LONG_README = {
    "threat-model": "the README is the first page of the threat model",
}
# Families of known escapes: each file has a head, and INDEX.md is made of the heads.
NO_README_BELOW = ("known-escapes/", "corpus/")
README_LINES = range(10, 41)
README_SUFFIXES = (".c", ".h", ".def", ".py", ".cmake", ".yaml", ".sh")

CLI_HEADERS = re.compile(
    r"<(jansson|assert|ctype|dirent|errno|fcntl|float|getopt|glob|inttypes|limits|locale|math|poll|setjmp|"
    r"signal|spawn|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|strings|termios|threads|time|unistd|wchar|"
    r"sys/(ioctl|mman|prctl|random|resource|sendfile|stat|statvfs|time|types|un|utsname|wait))\.h>"
    r"|<sha2\.h>|\"invariants\.def\"|[<\"]padcell/\w+\.h[>\"]")

FILE_LINES = 400
OPEN_ENDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
GOTO = re.compile(r"^\s*goto (\w+);", re.M)


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.paths = sorted(
            path.relative_to(self.root).as_posix() for path in self.root.rglob("*")
            if path.is_file() and not OUTSIDE & set(path.relative_to(self.root).parts))

    def text(self, path):
        return (self.root / path).read_text(errors="replace")

    def code(self, *starts, suffixes=CODE):
        return [path for path in self.paths
                if path.endswith(suffixes) and (not starts or path.startswith(starts))]


def includes(text):
    return re.findall(r'^\s*#\s*include\s*([<"][^>"]+[>"])', text, re.M)


def no_climbing_includes(tree):
    """An include that climbs out of its folder goes round the law of dependencies."""
    for path in tree.code(suffixes=CODE + (".def",)):
        for name in includes(tree.text(path)):
            if "../" in name:
                yield f"{path}: includes {name}"


def python_stays_in_the_worker(tree):
    """The parent never includes Python.h: that one line is the trust boundary."""
    for path in tree.code():
        if path.startswith(MAY_SEE_PYTHON):
            continue
        for name in includes(tree.text(path)):
            if PYTHON_HEADERS.match(name):
                yield f"{path}: includes {name}"


def head_of(text):
    """The comments a file opens with, as one line."""
    lines = re.match(r"(?:\s*/\*.*?\*/)*", text, re.S).group()
    return " ".join(re.sub(r"^\s*\*|/\*|\*/", " ", lines, flags=re.M).split())


def heads_name_the_file(tree):
    """SPDX line, `path - purpose`."""
    for path in tree.code():
        text = tree.text(path)
        if not text.startswith("/* SPDX-License-Identifier: Apache-2.0 */\n"):
            yield f"{path}: line 1 is not the SPDX line"
        named = re.search(r"(\S+/\S+) - \S", head_of(text))
        if not named or not ("/" + path).endswith("/" + named[1]):
            yield f"{path}: the head does not start with 'folder/file - purpose'"


def sandbox_heads_say_where_they_run(tree):
    """`Runs in:` with a side of the trust boundary."""
    for path in tree.code("sandbox/"):
        if path.startswith(tuple(NO_SIDE)):
            continue
        runs = re.search(r"Runs in: (.*)", head_of(tree.text(path)))
        if not runs or not any(side in runs[1] for side in SIDES):
            yield f"{path}: the head has no 'Runs in:' with one of {', '.join(SIDES)}"


def scripts_have_heads(tree):
    """Python and shell: the SPDX line near the top."""
    for path in tree.code(suffixes=(".py", ".sh")):
        if path.startswith(("known-escapes/", "corpus/")) and path.count("/") > 1:
            continue
        if "SPDX-License-Identifier: Apache-2.0" not in "\n".join(tree.text(path).split("\n")[:3]):
            yield f"{path}: no SPDX line"


def folders_explain_themselves(tree):
    """A README.md of 10 to 40 lines."""
    folders = {path.rpartition("/")[0] for path in tree.code(suffixes=README_SUFFIXES) if "/" in path}
    for folder in sorted(folders):
        if folder in NO_README or folder.startswith(NO_README_BELOW):
            continue
        readme = f"{folder}/README.md"
        if readme not in tree.paths:
            yield f"{folder}: no README.md"
        elif len(tree.text(readme).splitlines()) not in README_LINES and folder not in LONG_README:
            yield f"{readme}: {len(tree.text(readme).splitlines())} lines; expected 10 to 40"


def cli_stands_on_the_public_interface(tree):
    """padcell/*.h, libc, jansson, libmd, the table of invariants and its own headers."""
    own = {path.rpartition("/")[2] for path in tree.code("cli/", suffixes=(".h", ".def"))}
    for path in tree.code("cli/"):
        for name in includes(tree.text(path)):
            if name[1:-1] not in own and not CLI_HEADERS.fullmatch(name):
                yield f"{path}: includes {name}"


def files_are_short(tree):
    """A file is one idea."""
    for path in tree.code("sandbox/", "cli/", "fuzzers/", "tests/"):
        count = len(tree.text(path).splitlines())
        if count > FILE_LINES:
            yield f"{path}: {count} lines; expected at most {FILE_LINES}"


def no_open_ends(tree):
    """Open ends are issues or rows of residual-risks.md."""
    for path in tree.code(suffixes=CODE + (".def", ".py", ".sh", ".cmake", ".txt")):
        found = OPEN_ENDS.search(tree.text(path))
        if found and not path.endswith("tables/house.py"):
            yield f"{path}: {found[0]}"


def goto_only_fails_in_a_child(tree):
    """One place kind: between fork and exec, label `fail`."""
    for path in tree.code():
        for label in GOTO.findall(tree.text(path)):
            if label != "fail":
                yield f"{path}: goto {label}"


RULES = [no_climbing_includes, python_stays_in_the_worker, heads_name_the_file,
         sandbox_heads_say_where_they_run, scripts_have_heads, folders_explain_themselves,
         cli_stands_on_the_public_interface, files_are_short, no_open_ends, goto_only_fails_in_a_child]
