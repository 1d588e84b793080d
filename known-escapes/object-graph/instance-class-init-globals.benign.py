# id: instance-class-init-globals
# twin-of: object-graph/instance-class-init-globals
# shows: instances that make others of their own class, and are made again by __init__

class Vector:
    def __init__(self, *parts):
        self.parts = parts

    def __add__(self, other):
        return self.__class__(*(a + b for a, b in zip(self.parts, other.parts)))

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self.parts == other.parts

    def __hash__(self):
        return hash((type(self).__name__, self.parts))

    def __repr__(self):
        return f"{type(self).__name__}{self.parts}"


class Colour(Vector):
    __init__ = Vector.__init__


assert repr(Colour(1, 2) + Colour(3, 4)) == "Colour(4, 6)"
again = Vector(1)
again.__init__(5, 6)
assert again == Vector(5, 6) != Colour(5, 6)
blank = Vector.__new__(Vector)
assert not hasattr(blank, "parts")
assert len({Vector(1), Vector(1), Colour(1)}) == 2
assert Vector.__init__.__qualname__ == "Vector.__init__" and Colour.__init__.__name__ == "__init__"
print("twin ok")
