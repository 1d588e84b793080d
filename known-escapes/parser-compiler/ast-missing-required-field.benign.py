# id: ast-missing-required-field
# twin-of: parser-compiler/ast-missing-required-field
# shows: a parser of the program's own that makes trees and evaluates them

import dataclasses
import re


@dataclasses.dataclass
class Number:
    value: float


@dataclasses.dataclass
class Binary:
    operator: str
    left: object
    right: object


def tokens(text):
    for match in re.finditer(r"\s*(?:(\d+\.?\d*)|(.))", text):
        yield match[1] or match[2]


class Parser:
    def __init__(self, text):
        self.tokens = list(tokens(text)) + [None]

    def parse(self, level=0):
        if level == 2:
            token = self.tokens.pop(0)
            if token == "(":
                inside = self.parse()
                assert self.tokens.pop(0) == ")"
                return inside
            return Number(float(token))
        left = self.parse(level + 1)
        while self.tokens[0] in ("+-", "*/")[level : level + 1][0] if self.tokens[0] else False:
            left = Binary(self.tokens.pop(0), left, self.parse(level + 1))
        return left


def evaluate(tree):
    match tree:
        case Number(value):
            return value
        case Binary("+", left, right):
            return evaluate(left) + evaluate(right)
        case Binary("-", left, right):
            return evaluate(left) - evaluate(right)
        case Binary("*", left, right):
            return evaluate(left) * evaluate(right)
        case Binary("/", left, right):
            return evaluate(left) / evaluate(right)


assert evaluate(Parser("2 * (3 + 4) - 10 / 4").parse()) == 11.5
assert Parser("1+2").parse() == Binary("+", Number(1.0), Number(2.0))
assert eval("{'a': [1, (2, None), True]}") == {"a": [1, (2, None), True]}
print("twin ok")
