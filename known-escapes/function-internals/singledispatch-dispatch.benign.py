# id: singledispatch-dispatch
# twin-of: function-internals/singledispatch-dispatch
# shows: generic functions by the type of the first argument

import collections.abc
import functools


@functools.singledispatch
def show(value):
    return f"object {value!r}"


@show.register(int)
def _(value):
    return f"int {value}"


@show.register(list)
@show.register(tuple)
def _(value):
    return "row of " + ", ".join(map(show, value))


@show.register(collections.abc.Mapping)
def show_mapping(value):
    return "map of " + ", ".join(sorted(value))


class Report:
    @functools.singledispatchmethod
    def add(self, value):
        return "thing"

    @add.register(str)
    def _(self, value):
        return "text"


assert show(3) == "int 3" and show(True) == "int True" and show(2.5) == "object 2.5"
assert show([1, (2, "x")]) == "row of int 1, row of int 2, object 'x'"
assert show({"b": 1, "a": 2}) == "map of a, b"
assert show.dispatch(dict) is show_mapping and show.dispatch(bool) is show.registry[int]
assert Report().add("s") == "text" and Report().add(1) == "thing"
print("twin ok")
