# id: static-type-dict-rewrite
# twin-of: shared-state-poisoning/static-type-dict-rewrite
# shows: classes derived from built-in types, with methods of their own

class Bounded(int):
    def __new__(cls, value, top=100):
        made = super().__new__(cls, min(value, top))
        made.top = top
        return made

    def __add__(self, other):
        return Bounded(int(self) + other, self.top)


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"

    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


class Path(str):
    def __truediv__(self, other):
        return Path(f"{self}/{other}")


class Stack(list):
    push = list.append

    @property
    def top(self):
        return self[-1]


assert Bounded(90) + 30 == 100 and (Bounded(3, 5) + 1).top == 5
table = Default()
table["KEY"] = 1
assert table["key"] == 1 and table["other"] == "<other>" and "%(x)s" % table == "<x>"
assert Path("a") / "b" / "c" == "a/b/c" and isinstance(Path("a") / "b", str)
stack = Stack("ab")
stack.push("c")
assert stack.top == "c" and stack == ["a", "b", "c"] and stack[1:] == ["b", "c"]


class Angle(float):
    def __eq__(self, other):
        return float(self) % 360 == float(other) % 360

    __hash__ = float.__hash__


assert Angle(370) == Angle(10) and sorted({Angle(1), Angle(2)}) == [1.0, 2.0]


class Text(bytes):
    def decode(self):
        return super().decode("latin-1")


assert Text(b"\xe4").decode() == "ä" and frozenset([Text(b"a")]) == {b"a"}
print("twin ok")
