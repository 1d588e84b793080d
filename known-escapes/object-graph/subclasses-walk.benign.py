# id: subclasses-walk
# twin-of: object-graph/subclasses-walk
# shows: a registry of plug-ins: __init_subclass__, and __subclasses__ of the program's own classes

class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **more):
        super().__init_subclass__(**more)
        cls.key = key or cls.__name__.lower()
        Plugin.registry[cls.key] = cls

    def run(self):
        raise NotImplementedError


class Upper(Plugin, key="up"):
    def run(self, text):
        return text.upper()


class Reverse(Plugin):
    def run(self, text):
        return text[::-1]


class Loud(Upper):
    def run(self, text):
        return super().run(text) + "!"


def every(cls):
    for child in cls.__subclasses__():
        yield child
        yield from every(child)


assert sorted(Plugin.registry) == ["loud", "reverse", "up"]
assert [cls.__name__ for cls in every(Plugin)] == ["Upper", "Loud", "Reverse"]
assert Upper.__subclasses__() == [Loud] and Loud.__subclasses__() == []
assert {key: plugin().run("abc") for key, plugin in Plugin.registry.items()} == {
    "up": "ABC", "reverse": "cba", "loud": "ABC!"}
print("twin ok")
