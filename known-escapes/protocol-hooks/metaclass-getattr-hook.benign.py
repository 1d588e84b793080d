# id: metaclass-getattr-hook
# twin-of: protocol-hooks/metaclass-getattr-hook
# shows: classes that answer to names nobody defined

class Constants(type):
    def __getattr__(cls, name):
        if name.isupper():
            return f"<{name}>"
        raise AttributeError(name)

    def __iter__(cls):
        return iter(("A", "B"))

    def __or__(cls, other):
        return (cls.__name__, other)

    def __contains__(cls, name):
        return name in tuple(cls)


class Names(metaclass=Constants):
    lower = 1


assert Names.ANY == "<ANY>" and Names.lower == 1 and not hasattr(Names, "small")
assert list(Names) == ["A", "B"] and "A" in Names and Names | 3 == ("Names", 3)
assert not hasattr(Names(), "ANY")


class Chain:
    def __init__(self, path=()):
        self.path = path

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Chain((*self.path, name))


assert Chain().users.by_name.first.path == ("users", "by_name", "first")
print("twin ok")
