# id: super-object-bypass
# twin-of: guard-confusion/super-object-bypass
# shows: super() in methods, class methods, properties and __new__

class Shape:
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.made_by = cls.__name__
        return made

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split(",")))

    @property
    def label(self):
        return "shape"

    def __eq__(self, other):
        return NotImplemented


class Box(Shape):
    def __init__(self, *sides):
        self.sides = sides

    @classmethod
    def parse(cls, text):
        return super().parse(text.replace(";", ","))

    @property
    def label(self):
        return super().label + " box"

    def __setattr__(self, name, value):
        super().__setattr__(name, value)


box = Box.parse("1;2,3")
assert box.sides == (1, 2, 3) and box.label == "shape box" and box.made_by == "Box"
assert super(Box, box).label == "shape" and (box == box) is True


class Counting(dict):
    def __missing__(self, key):
        value = self[key] = len(self)
        return value

    def update(self, *args, **more):
        super().update(*args, **more)
        return self


assert Counting().update(a=5)["new"] == 1
print("twin ok")
