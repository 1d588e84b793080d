# id: type-object-from-literal
# twin-of: object-graph/type-object-from-literal
# shows: types of values used for dispatch, for construction and for new classes

def describe(value):
    return {int: "whole", float: "real", str: "text", list: "row", type(None): "nothing"}.get(type(value), "other")


assert [describe(v) for v in (1, 1.5, "s", [], None, ())] == ["whole", "real", "text", "row", "nothing", "other"]
assert type("")(12) == "12" and type(())([1, 2]) == (1, 2)
assert "".__class__ is str and (1).__class__ is int
assert isinstance(True, int) and type(True) is bool


def area(self):
    return self.width ** 2


Square = type("Square", (), {"width": 3, "area": area, "__slots__": ()})
assert Square().area() == 9 and Square.__name__ == "Square" and Square.__qualname__ == "Square"
assert type(Square) is type and Square.__module__ == __name__
Small = type("Small", (int,), {"__add__": lambda self, other: Small(int(self) + other % 10)})
assert Small(5) + 13 == 8 and type(Small(5) + 1) is Small
assert isinstance(Small(1), int | str) and not isinstance([], int | str)
print("twin ok")
