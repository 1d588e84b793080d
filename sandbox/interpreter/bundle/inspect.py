# SPDX-License-Identifier: Apache-2.0
"""Signatures of functions and a few questions about objects.

Stands in for the standard module, most of which reads code objects, frames and source files.
Offers what dataclasses, functools and enum ask for; more would need what a guest may not have.
"""

import types
from _padcell import signature_parts as _parts

CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR = 4, 8, 32, 128, 512


class _empty:
    """Marks a missing default or annotation."""


class Parameter:
    """One parameter of a signature."""

    empty = _empty
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)
    __slots__ = ("name", "kind", "default", "annotation")

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def __str__(self):
        text = {2: "*", 4: "**"}.get(self.kind, "") + self.name
        if self.annotation is not _empty:
            text += ": " + formatannotation(self.annotation)
        if self.default is not _empty:
            text += (" = " if self.annotation is not _empty else "=") + repr(self.default)
        return text

    def __eq__(self, other):
        return isinstance(other, Parameter) and all(
            getattr(self, slot) == getattr(other, slot) for slot in self.__slots__)

    __hash__ = None


class Signature:
    """The parameters of a callable, in order, and what it returns."""

    empty = _empty

    def __init__(self, parameters=(), *, return_annotation=_empty):
        self.parameters = types.MappingProxyType({each.name: each for each in parameters})
        self.return_annotation = return_annotation

    def __str__(self):
        shown, kinds = [], []
        for each in self.parameters.values():
            if kinds and kinds[-1] == 0 and each.kind != 0:
                shown.append("/")
            if each.kind == 3 and 2 not in kinds and 3 not in kinds:
                shown.append("*")
            shown.append(str(each))
            kinds.append(each.kind)
        if kinds and kinds[-1] == 0:
            shown.append("/")
        text = "(" + ", ".join(shown) + ")"
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text


def formatannotation(annotation, base_module=None):
    """An annotation as a signature shows it."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


def _of_function(function, skip):
    names, positional, only_positional, keyword, flags, defaults, kwdefaults = _parts(function)
    notes = function.__annotations__
    first_default = positional - len(defaults or ())
    parameters = []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=notes.get(name, _empty)))

    for index in range(positional):
        default = defaults[index - first_default] if index >= first_default else _empty
        add(names[index], 0 if index < only_positional else 1, default)
    rest = positional + keyword
    if flags & CO_VARARGS:
        add(names[rest], 2)
        rest += 1
    for name in names[positional:positional + keyword]:
        add(name, 3, (kwdefaults or {}).get(name, _empty))
    if flags & CO_VARKEYWORDS:
        add(names[rest], 4)
    return Signature(parameters[skip:], return_annotation=notes.get("return", _empty))


def unwrap(func, *, stop=None):
    """Follow __wrapped__ to the function behind decorators."""
    seen = set()
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        if id(func) in seen:
            raise ValueError("wrapper loop when unwrapping")
        seen.add(id(func))
        func = func.__wrapped__
    return func


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a function, method or class written in Python."""
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        return _of_function(unwrap(obj.__func__), 1)
    if follow_wrapped:
        obj = unwrap(obj)
    if isinstance(obj, types.FunctionType):
        return _of_function(obj, 0)
    if isinstance(obj, type):
        for maker in ("__new__", "__init__"):
            function = getattr(obj, maker)
            if isinstance(function, types.FunctionType):
                return _of_function(function, 1)
        if obj.__init__ is object.__init__:
            return Signature()
    raise ValueError(f"no signature found for {obj!r}")


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a class, module or function."""
    notes = vars(obj).get("__annotations__") if isinstance(obj, type) else obj.__annotations__
    return dict(notes or {})


def _flags(function):
    function = function.__func__ if isinstance(function, types.MethodType) else function
    return _parts(function)[4] if isinstance(function, types.FunctionType) else 0


def isgeneratorfunction(obj):
    return bool(_flags(obj) & CO_GENERATOR)


def iscoroutinefunction(obj):
    return bool(_flags(obj) & CO_COROUTINE)


def isasyncgenfunction(obj):
    return bool(_flags(obj) & CO_ASYNC_GENERATOR)


def isclass(obj):
    return isinstance(obj, type)


def isfunction(obj):
    return isinstance(obj, types.FunctionType)


def ismethod(obj):
    return isinstance(obj, types.MethodType)


def ismodule(obj):
    return isinstance(obj, types.ModuleType)


def isbuiltin(obj):
    return isinstance(obj, types.BuiltinFunctionType)


def isgenerator(obj):
    return isinstance(obj, types.GeneratorType)


def iscoroutine(obj):
    return isinstance(obj, types.CoroutineType)


def isroutine(obj):
    return isbuiltin(obj) or isfunction(obj) or ismethod(obj) or ismethoddescriptor(obj)


def ismethoddescriptor(obj):
    if isclass(obj) or ismethod(obj) or isfunction(obj):
        return False
    kind = type(obj)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__")


def isawaitable(obj):
    return iscoroutine(obj) or hasattr(type(obj), "__await__")


def isabstract(obj):
    return isinstance(obj, type) and bool(getattr(obj, "__abstractmethods__", None))


def cleandoc(doc):
    """A docstring without its common indentation."""
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(obj):
    """The docstring of an object, cleaned."""
    doc = getattr(obj, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getmembers(obj, predicate=None):
    """(name, value) of every attribute, sorted by name."""
    found = []
    for name in dir(obj):
        try:
            value = getattr(obj, name)
        except (AttributeError, PermissionError):
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found
