# id: mro-dunder-index
# twin-of: object-graph/mro-dunder-index
# shows: cooperative super() calls along a method resolution order that the program reads

class Base:
    def parts(self):
        return ["Base"]


class Left(Base):
    def parts(self):
        return ["Left"] + super().parts()


class Right(Base):
    def parts(self):
        return ["Right"] + super().parts()


class Both(Left, Right):
    def parts(self):
        return ["Both"] + super(Both, self).parts()


assert Both().parts() == ["Both", "Left", "Right", "Base"]
assert [cls.__name__ for cls in Both.__mro__] == ["Both", "Left", "Right", "Base", "object"]
assert Both.mro() == list(Both.__mro__) and Both.__mro__[1] is Left
assert Both.__bases__ == (Left, Right) and Left.__base__ is Base
owner = next(cls for cls in Both.__mro__ if "parts" in vars(cls))
assert owner is Both and issubclass(Both, Right) and not issubclass(Left, Right)
try:
    type("Bad", (Base, Both), {})
except TypeError as error:
    assert "method resolution" in str(error)
else:
    raise AssertionError("no error came")
print("twin ok")
