# id: dataclass-generated-globals
# twin-of: stdlib-reference-leak/dataclass-generated-globals
# shows: dataclasses: defaults, order, frozen, slots, replace and what they say of themselves

import dataclasses


@dataclasses.dataclass(order=True)
class Item:
    price: float
    name: str = dataclasses.field(compare=False)
    tags: list = dataclasses.field(default_factory=list, repr=False, compare=False)
    total: dataclasses.InitVar[int] = 1
    cost: float = dataclasses.field(init=False, compare=False)

    def __post_init__(self, total):
        self.cost = self.price * total


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: int
    y: int = 0


@dataclasses.dataclass
class Box:
    corner: Point
    items: list


tea = Item(2.5, "tea", total=4)
assert tea.cost == 10.0 and repr(tea) == "Item(price=2.5, name='tea', cost=10.0)"
assert tea == Item(2.5, "milk") and sorted([Item(3, "b"), tea])[0] is tea
assert [field.name for field in dataclasses.fields(Item)] == ["price", "name", "tags", "cost"]
point = Point(x=1)
assert hash(point) == hash(Point(x=1)) and dataclasses.replace(point, y=5) == Point(x=1, y=5)
assert dataclasses.asdict(Box(point, [point])) == {"corner": {"x": 1, "y": 0}, "items": [{"x": 1, "y": 0}]}
assert dataclasses.astuple(point) == (1, 0) and dataclasses.is_dataclass(Box)
assert Item.__match_args__ == ("price", "name", "tags", "total")
try:
    point.x = 2
except dataclasses.FrozenInstanceError as error:
    assert str(error) == "cannot assign to field 'x'"
else:
    raise AssertionError("no error came")
Made = dataclasses.make_dataclass("Made", ["a", ("b", int, 2)], namespace={"sum": lambda self: self.a + self.b})
assert Made(1).sum() == 3 and Made.__doc__ == "Made(a: 'typing.Any', b: int = 2)"
print("twin ok")
