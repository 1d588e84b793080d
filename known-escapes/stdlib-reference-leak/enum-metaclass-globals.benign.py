# id: enum-metaclass-globals
# twin-of: stdlib-reference-leak/enum-metaclass-globals
# shows: enumerations: flags, aliases, methods, auto values and unique names

import enum


class Planet(enum.Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def gravity(self):
        return round(6.674e-11 * self.mass / self.radius ** 2, 1)


class Mode(enum.Flag):
    R = enum.auto()
    W = enum.auto()
    RW = R | W


class Status(enum.IntEnum):
    OK = 200
    FINE = 200
    GONE = 410

    @classmethod
    def _missing_(cls, value):
        return cls.GONE if value < 0 else None


class Level(enum.StrEnum):
    LOW = enum.auto()
    HIGH = enum.auto()


assert Planet.EARTH.gravity == 9.8 and [planet.name for planet in Planet] == ["EARTH", "MARS"]
assert Mode.R | Mode.W is Mode.RW and Mode.R in Mode.RW and ~Mode.R is Mode.W and repr(Mode.RW) == "<Mode.RW: 3>"
assert Status.FINE is Status.OK and Status(410) == 410 and Status(-1) is Status.GONE and len(Status) == 2
assert list(Status.__members__) == ["OK", "FINE", "GONE"] and f"{Level.HIGH}" == "high"
try:
    Planet(1)
except ValueError as error:
    assert str(error) == "1 is not a valid Planet"
else:
    raise AssertionError("no error came")
try:
    Planet.EARTH = 1
except AttributeError:
    pass
else:
    raise AssertionError("a member was replaced")
try:
    @enum.unique
    class Twice(enum.Enum):
        A = 1
        B = 1
except ValueError as error:
    assert "B -> A" in str(error)
else:
    raise AssertionError("no error came")
print("twin ok")
