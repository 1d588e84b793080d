# SPDX-License-Identifier: Apache-2.0
"""guests/dangerous_calls.py - functions that must not run, by each way to call them (test_dangerous.c).

The test hands over the functions themselves, as if each had got loose: `loose` is {name: (function, arguments)}.
Prints "row: path" for each path by which one ran.
"""
import functools
import operator


class Guest:
    pass


def by_class_attribute(f, args):
    holder = type("Holder", (), {"f": staticmethod(f)})
    return holder.f(*args)


def by_key(f, args):
    return sorted([args[0]], key=f)


def by_call_override(f, args):
    class Callable(Guest):
        __call__ = staticmethod(f)
    return Callable()(*args)


def by_property(f, args):
    return type("Holder", (), {"p": property(lambda _: f(*args))})().p


def by_decorator(f, args):
    return f(*args)


def by_match_guard(f, args):
    match args:
        case _ if [f(*args)]:
            return True


def by_format(f, args):
    return "{0}".format(type("Text", (), {"__str__": lambda _: str(f(*args))})())


def by_finaliser(f, args):
    out = []
    kind = type("Dies", (), {"__del__": lambda _: out.append([f(*args)])})
    kind()
    return out[0]


PATHS = {
    "call": lambda f, args: f(*args),
    "__call__": lambda f, args: f.__call__(*args),
    "__call__ of its type": lambda f, args: type(f).__call__(f, *args),
    "functools.partial": lambda f, args: functools.partial(f, *args)(),
    "functools.reduce": lambda f, args: functools.reduce(lambda _, g: g(*args), [f], 0),
    "operator.call": lambda f, args: operator.call(f, *args),
    "methodcaller": lambda f, args: operator.methodcaller("__call__", *args)(f),
    "map": lambda f, args: list(map(f, *[[a] for a in args])) if args else [f()],
    "static method": by_class_attribute,
    "slot of a class below": by_call_override,
    "property": by_property,
    "format of an object": by_format,
    "a guard of match": by_match_guard,
    "finaliser": by_finaliser,
}

for thing, (f, args) in loose.items():
    for path, act in PATHS.items():
        try:
            act(f, args)
            print(f"through: {thing}: {path}")
        except BaseException:
            pass
print(f"tried: {len(loose)} things, {len(PATHS)} paths")
