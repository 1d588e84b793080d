# id: singledispatch-annotation
# twin-of: eval-in-stdlib/singledispatch-annotation
# shows: functions registered for the type that their annotation names

import functools


@functools.singledispatch
def size(value):
    return -1


@size.register
def _(value: str):
    return len(value)


@size.register
def _(value: "int"):
    return value.bit_length()


@size.register
def _(value: list | tuple) -> int:
    return sum(map(size, value))


assert size("four") == 4 and size(255) == 8 and size(["ab", (1, "c")]) == 4 and size(1.5) == -1
try:
    @size.register
    def _(value):
        return 0
except TypeError as error:
    assert "Invalid first argument to `register()`" in str(error)
else:
    raise AssertionError("no error came")
print("twin ok")
