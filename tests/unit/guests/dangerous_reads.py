# SPDX-License-Identifier: Apache-2.0
"""guests/dangerous_reads.py - attributes that must not be read: each row by each path (test_dangerous.c).

Prints "row: path" for each path by which the value was had, and how many paths were tried.
"""
import copy
import operator
import string


def outer(default=1, *, keyword=2):
    held = [default, keyword]

    def inner():
        return held
    return inner


def error():
    try:
        raise ValueError("a")
    except ValueError as caught:
        return caught


def loop():
    yield from (n for n in [1, 2])


async def waits():
    pass


async def gives():
    yield 1


class Class:
    def method(self):
        return self


inner = outer()
running = loop()
next(running)
coroutine = waits()
agen = gives()
coded = compile("a = 1\ndef f(): pass", "x", "exec")
trace = error().__traceback__

# thing: object, attribute
ROWS = {
    "code of a function": (outer, "__code__"),
    "code of a method": (Class.method, "__code__"),
    "code of a library function": (copy.deepcopy, "__code__"),
    "code of a generator": (running, "gi_code"),
    "code of a coroutine": (coroutine, "cr_code"),
    "code of an async generator": (agen, "ag_code"),
    "bytecode": (coded, "co_code"),
    "constants of code": (coded, "co_consts"),
    "names of code": (coded, "co_names"),
    "line table of code": (coded, "co_linetable"),
    "exception table of code": (coded, "co_exceptiontable"),
    "frame of a traceback": (trace, "tb_frame"),
    "frame of a generator": (running, "gi_frame"),
    "frame of a coroutine": (coroutine, "cr_frame"),
    "frame of an async generator": (agen, "ag_frame"),
    "origin of a coroutine": (coroutine, "cr_origin"),
    "globals of a function": (outer, "__globals__"),
    "globals of a library function": (copy.deepcopy, "__globals__"),
    "builtins of a function": (outer, "__builtins__"),
    "closure of a function": (inner, "__closure__"),
}

# Read in a control, these give what anybody may know, or nothing at all.
EMPTY = {"origin of a coroutine"}


class Reads:
    def __init__(self, target, name):
        self.target, self.name = target, name

    def __getattr__(self, name):
        return getattr(self.target, self.name)


def by_attribute(o, name):
    return eval("o." + name, {"o": o})


def by_format(o, name):
    return "{0.%s}" % name and ("{0." + name + "}").format(o)


def by_format_map(o, name):
    return ("{o." + name + "}").format_map({"o": o})


def by_f_string(o, name):
    return eval('f"{o.' + name + '}"', {"o": o})


def by_match(o, name):
    return eval_match(o, name)


def eval_match(o, name):
    space = {"o": o}
    exec(f"match o:\n case object({name}=found): pass", space)
    return space["found"]


def by_match_args(o, name):
    kind = type("Matched", (), {"__match_args__": (name,), name: property(lambda _: getattr(o, name))})
    space = {"o": kind(), "kind": kind}
    exec("match o:\n case kind(found): pass", space)
    return space["found"]


def by_descriptor(o, name):
    return vars(type(o))[name].__get__(o, type(o))


def by_error(o, name):
    try:
        eval(f"o.{name}.no_such_name", {"o": o})
    except AttributeError as e:
        if e.obj is o:
            raise
        return e.obj


def by_reduce(o, name):
    for how in (copy.copy, copy.deepcopy, lambda x: x.__reduce_ex__(2), lambda x: x.__reduce_ex__(4),
                lambda x: x.__getstate__()):
        try:
            state = how(o)
        except (TypeError, PermissionError, AttributeError, RuntimeError):
            continue
        if type(state) in (tuple, dict) and name in repr(state):
            return state
    raise TypeError("nothing came")


def by_walk(o, name):
    for base in type(o).__mro__:
        for each in dir(base):
            if each == name:
                return getattr(o, each)
    raise AttributeError(name)


def by_super(o, name):
    class Below(Class):
        pass
    below = Below()
    below.held = o
    return getattr(super(Below, below).__getattribute__("held"), name)


PATHS = {
    "attribute": by_attribute,
    "getattr": getattr,
    "getattr with a default": lambda o, n: getattr(o, n, None) or by_attribute(o, n),
    "operator.attrgetter": lambda o, n: operator.attrgetter(n)(o),
    "methodcaller of __getattribute__": lambda o, n: operator.methodcaller("__getattribute__", n)(o),
    "format field": by_format,
    "format_map field": by_format_map,
    "f-string": by_f_string,
    "string.Formatter": lambda o, n: string.Formatter().get_field("0." + n, (o,), {})[0],
    "match class pattern": by_match,
    "match positional": by_match_args,
    "descriptor __get__": by_descriptor,
    "object.__getattribute__": lambda o, n: object.__getattribute__(o, n),
    "type.__getattribute__": lambda o, n: type.__getattribute__(type(o), n).__get__(o),
    "__getattribute__ of its type": lambda o, n: type(o).__getattribute__(o, n),
    "exception attribute": by_error,
    "copy and reduce": by_reduce,
    "a class that delegates": lambda o, n: Reads(o, n).anything,
    "super()": by_super,
    "walk over dir": by_walk,
    "map": lambda o, n: list(map(operator.attrgetter(n), [o]))[0],
    "default of a function": lambda o, n: (lambda found=getattr(o, n): found)(),
}

for thing, (o, name) in ROWS.items():
    for path, act in PATHS.items():
        try:
            if act(o, name) is not None or thing in EMPTY:
                print(f"through: {thing}: {path}")
        except (PermissionError, AttributeError, TypeError, KeyError):
            pass
print(f"tried: {len(ROWS)} things, {len(PATHS)} paths")
coroutine.close()
