# id: build-class-callable-metaclass
# twin-of: protocol-hooks/build-class-callable-metaclass
# shows: a function in the place of a metaclass

def record(name, bases, namespace, **options):
    fields = {key: value for key, value in namespace.items() if not key.startswith("__")}
    return (name, bases, fields, options)


class Point(metaclass=record, frozen=True):
    x = 1
    y = 2


assert Point == ("Point", (), {"x": 1, "y": 2}, {"frozen": True})


class Loud(type):
    def __instancecheck__(cls, instance):
        return hasattr(instance, "shout")

    def __subclasscheck__(cls, other):
        return "shout" in vars(other)


class Shouter(metaclass=Loud):
    pass


class Crowd:
    def shout(self):
        return "hey"


assert isinstance(Crowd(), Shouter) and issubclass(Crowd, Shouter) and not isinstance(1, Shouter)
print("twin ok")
