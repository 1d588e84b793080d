# id: match-args-positional-read
# twin-of: syntax-and-filters/match-args-positional-read
# shows: match statements over sequences, mappings, classes and guards

import dataclasses
import enum


class Kind(enum.Enum):
    ROUND = 1


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Circle:
    __match_args__ = ("centre", "radius")

    def __init__(self, centre, radius):
        self.centre, self.radius = centre, radius


def describe(value):
    match value:
        case Circle(Point(0, 0), radius):
            return f"centred {radius}"
        case Circle(radius=r, centre=Point(x=x)) if x > 0:
            return f"right {x} {r}"
        case Kind.ROUND:
            return "round"
        case [first, *_, last]:
            return f"row {first}..{last}"
        case {"type": "line", **rest}:
            return f"line {sorted(rest)}"
        case int(n) | float(n):
            return f"number {n}"
        case str() as text if len(text) > 3:
            return f"text {text}"
        case None | True:
            return "singleton"
        case _:
            return "other"


assert describe(Circle(Point(0, 0), 5)) == "centred 5" and describe(Circle(Point(2, 1), 7)) == "right 2 7"
assert describe(Circle(Point(-1, 0), 1)) == "other" and describe(Kind.ROUND) == "round"
assert describe([1, 2, 3]) == "row 1..3" and describe({"type": "line", "a": 1, "b": 2}) == "line ['a', 'b']"
assert [describe(v) for v in (4, 2.5, "four", "abc", None)] == [
    "number 4", "number 2.5", "text four", "other", "singleton"]
print("twin ok")
