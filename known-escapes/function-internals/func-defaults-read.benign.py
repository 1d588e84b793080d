# id: func-defaults-read
# twin-of: function-internals/func-defaults-read
# shows: what functions say about themselves, and functions with arguments filled in

import functools


def scale(value, /, factor: int = 2, *rest, shift: float = 0.5, **more) -> float:
    "Scale a value."
    return value * factor + shift


assert scale.__name__ == "scale" and scale.__qualname__ == "scale" and scale.__doc__ == "Scale a value."
assert scale.__annotations__ == {"factor": int, "shift": float, "return": float}
assert scale.__module__ == __name__
scale.unit = "mm"
assert scale.unit == "mm" and scale.__dict__ == {"unit": "mm"}
triple = functools.partial(scale, factor=3)
assert triple(2) == 6.5 and triple(2, shift=0) == 6
assert triple.func is scale and triple.args == () and triple.keywords == {"factor": 3}


class Cell:
    def set(self, state, value="v"):
        self.state = (state, value)

    alive = functools.partialmethod(set, True)


cell = Cell()
cell.alive(value="w")
assert cell.state == (True, "w")


def appends(item, row=[]):
    row.append(item)
    return row


assert appends(1) is appends(2) and appends(3) == [1, 2, 3]
print("twin ok")
