# id: module-collections-sys
# twin-of: stdlib-reference-leak/module-collections-sys
# shows: abstract containers: a mapping and a sequence of the program's own

import abc
import collections.abc


class Lower(collections.abc.MutableMapping):
    def __init__(self, **values):
        self.store = {}
        self.update(values)

    def __getitem__(self, key):
        return self.store[key.lower()]

    def __setitem__(self, key, value):
        self.store[key.lower()] = value

    def __delitem__(self, key):
        del self.store[key.lower()]

    def __iter__(self):
        return iter(self.store)

    def __len__(self):
        return len(self.store)


class Squares(collections.abc.Sequence):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        if index >= 4:
            raise IndexError(index)
        return index * index


class Shape(abc.ABC):
    @property
    @abc.abstractmethod
    def area(self): ...

    @classmethod
    def __subclasshook__(cls, other):
        return True if hasattr(other, "area") else NotImplemented


class Plot:
    area = 3


table = Lower(A=1)
table["B"] = 2
assert table.pop("a") == 1 and dict(table) == {"b": 2} and "B" in table and table.setdefault("C", 3) == 3
assert table == {"b": 2, "c": 3} and isinstance(table, collections.abc.Mapping)
squares = Squares()
assert list(reversed(squares)) == [9, 4, 1, 0] and squares.index(4) == 2 and 9 in squares
assert isinstance(Plot(), Shape) and not isinstance(1, Shape) and issubclass(dict, collections.abc.Mapping)
try:
    Shape()
except TypeError as error:
    assert "abstract method" in str(error) and "area" in str(error)
else:
    raise AssertionError("no error came")
collections.abc.Set.register(Plot)
assert isinstance(Plot(), collections.abc.Set) and isinstance(iter([]), collections.abc.Iterator)
print("twin ok")
