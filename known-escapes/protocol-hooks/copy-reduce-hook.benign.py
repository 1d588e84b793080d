# id: copy-reduce-hook
# twin-of: protocol-hooks/copy-reduce-hook
# shows: copies by __copy__, __deepcopy__, __reduce__, __getstate__ and __getnewargs__

import copy


class Reduced:
    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        return (Reduced, (self.value + 1,))


class Stateful:
    def __init__(self):
        self.kept, self.cache = [1], "big"

    def __getstate__(self):
        return {"kept": self.kept}

    def __setstate__(self, state):
        self.__dict__.update(state, cache=None)


class Deep:
    def __init__(self, parts):
        self.parts = parts

    def __copy__(self):
        return Deep(self.parts)

    def __deepcopy__(self, memo):
        memo[id(self)] = made = Deep([])
        made.parts = copy.deepcopy(self.parts, memo)
        return made


class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    def __getnewargs__(self):
        return tuple(self)


class Slots:
    __slots__ = ("a", "b")


assert copy.copy(Reduced(1)).value == 2 and copy.deepcopy([Reduced(5)])[0].value == 6
first = Stateful()
second, third = copy.copy(first), copy.deepcopy(first)
assert second.kept is first.kept and third.kept == [1] and third.kept is not first.kept
assert second.cache is None
deep = Deep([1])
deep.parts.append(deep)
other = copy.deepcopy(deep)
assert other.parts[1] is other and copy.copy(deep).parts is deep.parts
assert copy.copy(Point(1, 2)) == (1, 2) and type(copy.deepcopy(Point(1, 2))) is Point
slots = Slots()
slots.a = [1]
assert copy.deepcopy(slots).a == [1] and not hasattr(copy.copy(slots), "b")
print("twin ok")
