# SPDX-License-Identifier: Apache-2.0
"""Signatures of functions and a few questions about objects.

Stands in for the standard module, most of which reads code objects, frames and source files.
Offers what dataclasses, functools and enum ask for; more would need what a guest may not have.
"""

import types
from _padcell import generator_state as _state, signature_parts as _parts
from _signature import (BoundArguments, Parameter, Signature, _ParameterKind, _empty,
                        formatannotation, signature, unwrap)

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512


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


def _routed_names(obj):
    """Names that classes hide and instances show: DynamicClassAttribute."""
    return [name for base in obj.__bases__ for name, value in vars(base).items()
            if isinstance(value, types.DynamicClassAttribute)] if isclass(obj) else []


def getmembers(obj, predicate=None):
    """(name, value) of every attribute, sorted by name."""
    found, seen = [], set()
    bases = (obj, *obj.__mro__[1:]) if isclass(obj) else ()
    for name in dir(obj) + _routed_names(obj):
        try:
            value = getattr(obj, name)
            if name in seen:
                raise AttributeError
        except PermissionError:
            continue
        except AttributeError:
            if not any(name in vars(base) for base in bases):
                continue
            value = next(vars(base)[name] for base in bases if name in vars(base))
        if predicate is None or predicate(value):
            found.append((name, value))
        seen.add(name)
    return sorted(found, key=lambda pair: pair[0])


_missing = object()


def getattr_static(obj, attr, default=_missing):
    """The attribute as it is stored: no descriptor and no __getattr__ runs."""
    kind = obj if isinstance(obj, type) else type(obj)
    stored = _missing
    if not isinstance(obj, type):
        held = type.__getattribute__(kind, "__mro__")
        if not any("__slots__" in vars(base) and attr in vars(base) for base in held):
            try:
                stored = object.__getattribute__(obj, "__dict__").get(attr, _missing)
            except AttributeError:
                pass
    of_class = next((vars(base)[attr] for base in kind.__mro__ if attr in vars(base)), _missing)
    if of_class is not _missing and isdatadescriptor(of_class):
        return of_class
    for found in (stored, of_class):
        if found is not _missing:
            return found
    if isinstance(obj, type):
        for base in type(obj).__mro__:
            if attr in vars(base):
                return vars(base)[attr]
    if default is _missing:
        raise AttributeError(attr)
    return default


def getmodule(obj, _filename=None):
    """The module that an object says it is from."""
    if ismodule(obj):
        return obj
    import sys
    return sys.modules.get(getattr(obj, "__module__", None) or "")


def getfile(obj):
    """The file of a module; what is in it does not tell."""
    if ismodule(obj) and getattr(obj, "__file__", None):
        return obj.__file__
    module = getmodule(obj) if isclass(obj) or isfunction(obj) else None
    if module is not None and getattr(module, "__file__", None):
        return module.__file__
    raise TypeError(f"{obj!r} has no file in a cell")


getsourcefile = getfile


def ismethodwrapper(obj):
    return isinstance(obj, types.MethodWrapperType)


def istraceback(obj):
    return isinstance(obj, types.TracebackType)


def isframe(obj):
    return isinstance(obj, types.FrameType)


def iscode(obj):
    return isinstance(obj, types.CodeType)


def isdatadescriptor(obj):
    if isclass(obj) or ismethod(obj) or isfunction(obj):
        return False
    return hasattr(type(obj), "__set__") or hasattr(type(obj), "__delete__")


def isgetsetdescriptor(obj):
    return isinstance(obj, types.GetSetDescriptorType)


def ismemberdescriptor(obj):
    return isinstance(obj, types.MemberDescriptorType)


def isasyncgen(obj):
    return isinstance(obj, types.AsyncGeneratorType)


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = (
    "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED")
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = (
    "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED")


def getgeneratorstate(generator):
    return "GEN_" + _state(generator)


def getcoroutinestate(coroutine):
    return "CORO_" + _state(coroutine)
