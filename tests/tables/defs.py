# SPDX-License-Identifier: Apache-2.0
"""tests/tables/defs.py - reads .def tables: rows of macro calls, as the preprocessor would see them."""
import re
from dataclasses import dataclass

TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'', re.S)
STRINGS = re.compile(r'(?:"(?:\\.|[^"\\])*"\s*)+')
CALL = re.compile(r"([A-Za-z_]\w*)\s*\(")


class Malformed(Exception):
    pass


@dataclass
class Argument:
    text: str        # a string's contents, or the expression as written
    is_string: bool


@dataclass
class Row:
    macro: str
    arguments: list
    line: int

    def __str__(self):
        return f"line {self.line}: {self.macro}({self.arguments[0].text if self.arguments else ''}...)"


def without_comments(text):
    """Comments and directives become blanks, so that lines keep their numbers."""
    def blank(match):
        found = match.group()
        return re.sub(r"[^\n]", " ", found) if found.startswith("/") else found
    text = TOKEN.sub(blank, text)
    return re.sub(r"^[ \t]*#[^\n]*", "", text, flags=re.M)


def closing(text, start):
    """Where the parenthesis opened before `start` closes, and where its commas are."""
    depth, commas, at = 1, [], start
    while depth:
        if at >= len(text):
            raise Malformed("a row is not closed")
        token = TOKEN.match(text, at)
        if token:
            at = token.end()
            continue
        depth += {"(": 1, ")": -1, "{": 1, "}": -1, "[": 1, "]": -1}.get(text[at], 0)
        if text[at] == "," and depth == 1:
            commas.append(at)
        at += 1
    return at - 1, commas


def argument(text):
    text = text.strip()
    if STRINGS.fullmatch(text):
        return Argument("".join(part[1:-1] for part in re.findall(r'"(?:\\.|[^"\\])*"', text)), True)
    return Argument(" ".join(text.split()), False)


def parse(text):
    """All rows of a table, in order."""
    text = without_comments(text)
    rows, at = [], 0
    while True:
        call = CALL.search(text, at)
        between = text[at:call.start()] if call else text[at:]
        if between.strip(" \t\n;,"):
            raise Malformed(f"'{between.strip()[:40]}' stands between rows")
        if not call:
            return rows
        end, commas = closing(text, call.end())
        edges = [call.end() - 1, *commas, end]
        arguments = [argument(text[a + 1:b]) for a, b in zip(edges, edges[1:])]
        rows.append(Row(call.group(1), arguments, text.count("\n", 0, call.start()) + 1))
        at = end + 1


def head(text):
    """The comments before the first row, as one line of text."""
    comments = re.match(r"(?:\s*/\*.*?\*/)*", text, re.S).group()
    return " ".join(comments.replace("*/", " ").replace("/*", " ").replace("\n *", " ").split())
