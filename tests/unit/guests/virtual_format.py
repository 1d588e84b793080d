# SPDX-License-Identifier: Apache-2.0
# Fields of format strings read attributes as the syntax does: what permits refuse, they refuse.
import functools
import json
import operator
import string

function = json.dumps


class Holder:
    held = staticmethod(function)

    def __format__(self, spec):
        return spec.format(function)


class Own(string.Formatter):
    def get_value(self, key, args, kwargs):
        return function


class Missing(dict):
    def __missing__(self, key):
        return function


class Text(str):
    pass


paths = [
    lambda: "{0.__globals__}".format(function),
    lambda: "{function.__globals__}".format(function=function),
    lambda: "{f.__globals__}".format_map({"f": function}),
    lambda: "{x.__globals__}".format_map(Missing()),
    lambda: str.format("{0.__globals__}", function),
    lambda: Text("{0.__globals__}").format(function),
    lambda: "{0[f].__globals__}".format({"f": function}),
    lambda: "{0.held.__globals__}".format(Holder),
    lambda: "{0:{1.__globals__}}".format("", function),
    lambda: format(Holder(), "{0.__globals__}"),
    lambda: f"{function.__globals__}",
    lambda: "{:{}}".format(Holder(), "{0.__globals__}"),
    lambda: string.Formatter().format("{0.__globals__}", function),
    lambda: string.Formatter().vformat("{f.__globals__}", (), {"f": function}),
    lambda: string.Formatter().get_field("0.__globals__", (function,), {}),
    lambda: Own().format("{x.__globals__}"),
    lambda: operator.methodcaller("format", function)("{0.__globals__}"),
    lambda: functools.partial("{0.__globals__}".format, function)(),
    lambda: list(map("{0.__globals__}".format, [function])),
    lambda: getattr("{0.__globals__}", "format")(function),
]
for path in paths:
    try:
        told = str(path())
    except PermissionError:
        print("refused")
        continue
    except ValueError as problem:
        told = str(problem)  # a format specification that is no such thing, with all its text
    print("told" if "dumps" in told else told)

# What an honest program does with the same functions.
assert "{0.x} {1[a]} {2!r:>5} {3:.2f}".format(type("X", (), {"x": 1}), {"a": 2}, "z", 3) == "1 2   'z' 3.00"
assert "{a.real}".format_map({"a": 5}) == "5" and string.Formatter().format("{0.imag} {k}", 5, k=6) == "0 6"
