# id: operator-overload-as-call
# twin-of: protocol-hooks/operator-overload-as-call
# shows: operators, calls, items and conversions of a class of the program

class Poly:
    def __init__(self, *parts):
        self.parts = parts

    def __call__(self, x):
        return sum(part * x ** power for power, part in enumerate(self.parts))

    def __add__(self, other):
        if not isinstance(other, Poly):
            return NotImplemented
        return Poly(*(a + b for a, b in zip(self.parts, other.parts)))

    def __rmul__(self, factor):
        return Poly(*(factor * part for part in self.parts))

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.parts, other.parts))

    def __neg__(self):
        return -1 * self

    def __getitem__(self, power):
        return self.parts[power]

    def __contains__(self, part):
        return part in self.parts

    def __bool__(self):
        return any(self.parts)

    def __index__(self):
        return self.parts[0]

    def __ior__(self, other):
        self.parts += (other,)
        return self


line = Poly(1, 2)
assert line(10) == 21 and (line + line)(1) == 6 and (3 * line).parts == (3, 6) and line @ line == 5
assert (-line).parts == (-1, -2) and line[1] == 2 and 2 in line and not Poly(0, 0)
assert "abc"[line] == "b" and hex(line) == "0x1" and list(line) == [1, 2]
line |= 7
assert line.parts == (1, 2, 7)
try:
    line + 1
except TypeError as error:
    assert str(error) == "unsupported operand type(s) for +: 'Poly' and 'int'"
else:
    raise AssertionError("no error came")
print("twin ok")
