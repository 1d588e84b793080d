# id: subinterp-tp-subclasses-shared
# twin-of: sub-interpreters/subinterp-tp-subclasses-shared
# shows: own subclasses of built-in and abstract classes, found again

import collections.abc
import numbers


class Metres(float):
    pass


class Feet(Metres):
    pass


class Bag(collections.abc.Sized):
    def __len__(self):
        return 7


assert Metres in float.__subclasses__() and Metres.__subclasses__() == [Feet]
assert Bag in collections.abc.Sized.__subclasses__() and isinstance(Bag(), collections.abc.Sized)
assert isinstance(Feet(1.5), numbers.Real) and issubclass(Feet, float)


class Thing:
    pass


assert Thing not in int.__subclasses__() and Thing.__base__ is object
numbers.Number.register(Thing)
assert isinstance(Thing(), numbers.Number)
print("twin ok")
