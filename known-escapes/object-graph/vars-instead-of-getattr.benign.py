# id: vars-instead-of-getattr
# twin-of: object-graph/vars-instead-of-getattr
# shows: instances as dictionaries: vars(), __dict__, getattr with a default, setattr and delattr

class Settings:
    colour = "red"

    def __init__(self, **values):
        vars(self).update(values)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__


first = Settings(size=1, name="n")
assert vars(first) == {"size": 1, "name": "n"} and first.size == 1
second = Settings(**vars(first))
assert first == second and first.__dict__ is not second.__dict__
setattr(second, "size", 2)
assert getattr(second, "size") == 2 and getattr(second, "gone", "default") == "default"
delattr(second, "name")
assert not hasattr(second, "name") and hasattr(second, "colour")
second.__dict__ = {"only": 1}
assert [name for name in dir(second) if not name.startswith("_")] == ["colour", "only"]
assert "colour" in vars(Settings) and Settings.__doc__ is None


class Slotted:
    __slots__ = ("a", "b")


slotted = Slotted()
slotted.a = 1
assert {name: getattr(slotted, name, None) for name in Slotted.__slots__} == {"a": 1, "b": None}
try:
    slotted.c = 1
except AttributeError as error:
    assert str(error).startswith("'Slotted' object has no attribute 'c'")
else:
    raise AssertionError("no error came")
print("twin ok")
