# id: sys-getframe
# twin-of: frames/sys-getframe
# shows: named tuples, enumerations and classes made by call know the module that made them

import collections
import enum
import typing

Point = collections.namedtuple("Point", "x y", defaults=[0])
Colour = enum.Enum("Colour", "RED GREEN")
Pair = typing.NamedTuple("Pair", [("left", int), ("right", str)])
Movie = typing.TypedDict("Movie", {"title": str, "year": int})
T = typing.TypeVar("T")

assert Point(1) == (1, 0) and Point(1, 2)._replace(y=5) == Point(1, 5)
assert Point._fields == ("x", "y") and Point._make([3, 4])._asdict() == {"x": 3, "y": 4}
assert repr(Point(1, 2)) == "Point(x=1, y=2)"
assert Colour.RED.value == 1 and Colour["GREEN"] is Colour(2)
assert repr(Colour.RED) == "<Colour.RED: 1>"
assert Pair(1, "a").right == "a" and Movie(title="M", year=1931)["year"] == 1931


class Size(typing.NamedTuple):
    width: int
    height: int = 1


class Mode(enum.IntFlag):
    READ = 1
    WRITE = 2


assert Size(3).height == 1 and Size.__module__ == Mode.__module__ == __name__
assert repr(Mode.READ | Mode.WRITE) == "<Mode.READ|WRITE: 3>" and repr(Colour) == "<enum 'Colour'>"
assert T.__name__ == "T" and repr(T) == "~T"
print("twin ok")
