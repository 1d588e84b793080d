# id: typing-namedtuple-forward
# twin-of: eval-in-stdlib/typing-namedtuple-forward
# shows: typed named tuples with defaults, methods and annotations

import typing


class Employee(typing.NamedTuple):
    "One employee."
    name: str
    boss: "typing.Optional[Employee]" = None
    level: int = 1

    def chain(self):
        return [self.name] + (self.boss.chain() if self.boss else [])


ada = Employee("Ada", level=3)
bob = Employee("Bob", ada)
assert bob.chain() == ["Bob", "Ada"] and bob.level == 1 and Employee.__doc__ == "One employee."
assert Employee._fields == ("name", "boss", "level") and Employee._field_defaults == {"boss": None, "level": 1}
assert repr(ada) == "Employee(name='Ada', boss=None, level=3)" and ada._replace(level=4)[2] == 4
name, *rest = ada
assert name == "Ada" and rest == [None, 3] and isinstance(ada, tuple)
assert typing.get_type_hints(Employee)["boss"] == typing.Optional[Employee]
match bob:
    case Employee(name=who, boss=Employee(level=top)):
        assert (who, top) == ("Bob", 3)
T = typing.TypeVar("T")


class Tagged(typing.NamedTuple, typing.Generic[T]):
    value: T
    tag: str = "none"


assert Tagged[int](1) == (1, "none") and Tagged.__parameters__ == (T,) and Tagged(1).tag == "none"
print("twin ok")
