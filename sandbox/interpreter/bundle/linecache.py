# SPDX-License-Identifier: Apache-2.0
"""Source lines that the cell has: those of the guest and of modules its policy brought.

Stands in for the standard module, which opens the file that a code object names; in a sandbox the
guest chooses that name.
"""

from _padcell import source_of as _source_of

cache = {}


def getline(filename, lineno, module_globals=None):
    """One line with its end, or ""."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines, each with its end."""
    if filename in cache and len(cache[filename]) != 1:
        return cache[filename][2]
    return updatecache(filename, module_globals)


def updatecache(filename, module_globals=None):
    """Look again."""
    cache.pop(filename, None)
    text = _source_of(filename) if isinstance(filename, str) else None
    if text is None:
        return []
    lines = [line + "\n" for line in text.split("\n")]
    if lines[-1] == "\n":
        lines.pop()
    cache[filename] = len(text), None, lines, filename
    return lines


def lazycache(filename, module_globals):
    return False


def checkcache(filename=None):
    """What is there does not change."""


def clearcache():
    cache.clear()
