# SPDX-License-Identifier: Apache-2.0
"""guests/dangerous_writes.py - attributes that must not be written: each row by each path (test_dangerous.c).

Prints "row: path" for each path by which a write was done.
"""
import copy
import operator
import types


def make():
    held = 1

    def inner():
        return held

    def other():
        return held, held
    return inner, other


def plain(given=1, *, keyword=2):
    return given


async def gives():
    yield 1


class Slotted:
    __slots__ = ("a", "b")


class Plain:
    pass


inner, other = make()
cells = None
try:
    cells = inner.__closure__
except PermissionError:
    pass
cell = cells[0] if cells else types.CellType
coded = compile("1", "x", "eval")
generator = (n for n in [1])

# thing: object, attribute, value
ROWS = {
    "code of a function": (inner, "__code__", lambda: other.__code__),
    "code of a library function": (copy.copy, "__code__", lambda: plain.__code__),
    "defaults of a function": (plain, "__defaults__", lambda: (2,)),
    "keyword defaults of a function": (plain, "__kwdefaults__", lambda: {"keyword": 3}),
    "defaults of a library function": (copy.deepcopy, "__defaults__", lambda: copy.deepcopy.__defaults__),
    "contents of a cell": (cell, "cell_contents", lambda: 3),
    "frame of a generator": (generator, "gi_frame", lambda: None),
    "class across layouts": (Plain(), "__class__", lambda: Slotted),
    "class of a list": ([], "__class__", lambda: Plain),
    "class of a function": (plain, "__class__", lambda: Plain),
    "bases of a class": (Plain, "__bases__", lambda: (Slotted,)),
    "attribute of a static type": (str, "upper", lambda: plain),
    "attribute of a type in C": (dict, "get", lambda: plain),
    "dict of a class": (Plain, "__dict__", dict),
    "method resolution order": (Plain, "__mro__", lambda: (Plain, object)),
    "bytecode": (coded, "co_code", lambda: b""),
    "method of a builtin": (len, "__self__", lambda: None),
}


def by_statement(text):
    def act(o, name, value):
        exec(text.replace("NAME", name), {"o": o, "v": value})
    return act


def by_descriptor(o, name, value):
    for base in type(o).__mro__:
        if name in vars(base):
            return vars(base)[name].__set__(o, value)
    raise AttributeError(name)


def by_namespace(o, name, value):
    vars(o)[name] = value
    if getattr(o, name) is not value:
        raise TypeError("only an attribute of the instance")


def by_update(o, name, value):
    o.__dict__.update({name: value})
    if getattr(o, name) is not value:
        raise TypeError("only an attribute of the instance")


def by_reflection(o, name, value):
    class Takes:
        def __ror__(self, mapping):
            mapping[name] = value
            return mapping

        def __eq__(self, mapping):
            mapping[name] = value
            return True
    if not isinstance(o, type):
        raise TypeError("the class of all such objects")
    before = o.__dict__[name]
    o.__dict__ | Takes()
    o.__dict__ == Takes()
    if o.__dict__[name] is before:
        raise TypeError("a copy")
    value = before
    o.__dict__ | Takes()


def by_state(o, name, value):
    o.__setstate__((None, {name: value}))


def by_wraps(o, name, value):
    source = types.SimpleNamespace(**{name: value})
    import functools
    functools.update_wrapper(o, source, assigned=(name,), updated=())
    if getattr(o, name, None) is not value:
        raise TypeError("not written")


PATHS = {
    "assignment": by_statement("o.NAME = v"),
    "setattr": setattr,
    "augmented assignment": by_statement("class A:\n def __radd__(self, x): return v\no.NAME += A()"),
    "for target": by_statement("for o.NAME in [v]: pass"),
    "with target": by_statement("import contextlib\nwith contextlib.nullcontext(v) as o.NAME: pass"),
    "unpacking": by_statement("o.NAME, _ = v, 1"),
    "starred unpacking": by_statement("_, o.NAME = [1, v]"),
    "deletion": by_statement("del o.NAME"),
    "delattr": lambda o, n, v: delattr(o, n),
    "object.__setattr__": lambda o, n, v: object.__setattr__(o, n, v),
    "type.__setattr__": lambda o, n, v: type.__setattr__(o, n, v),
    "__setattr__ of its type": lambda o, n, v: type(o).__setattr__(o, n, v),
    "methodcaller of __setattr__": lambda o, n, v: operator.methodcaller("__setattr__", n, v)(o),
    "descriptor __set__": by_descriptor,
    "vars()": by_namespace,
    "__dict__.update": by_update,
    "reflected operand of a mappingproxy": by_reflection,
    "__setstate__": by_state,
    "functools.update_wrapper": by_wraps,
}

for thing, (o, name, make_value) in ROWS.items():
    for path, act in PATHS.items():
        try:
            act(o, name, make_value())
            print(f"through: {thing}: {path}")
        except (PermissionError, AttributeError, TypeError, KeyError, ValueError):
            pass
print(f"tried: {len(ROWS)} things, {len(PATHS)} paths")
