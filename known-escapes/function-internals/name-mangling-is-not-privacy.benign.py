# id: name-mangling-is-not-privacy
# twin-of: function-internals/name-mangling-is-not-privacy
# shows: private names of two classes in one object, kept apart by mangling

class Base:
    __secret = "base"

    def __init__(self):
        self.__count = 1

    def base_count(self):
        return self.__count, self.__secret


class Child(Base):
    __secret = "child"

    def __init__(self):
        super().__init__()
        self.__count = 2

    def child_count(self):
        return self.__count, self.__secret


child = Child()
assert child.base_count() == (1, "base") and child.child_count() == (2, "child")
assert vars(child) == {"_Base__count": 1, "_Child__count": 2}
assert child._Base__secret == "base" and not hasattr(child, "__secret")
print("twin ok")
