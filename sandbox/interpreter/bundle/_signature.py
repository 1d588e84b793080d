# SPDX-License-Identifier: Apache-2.0
"""Signatures, for inspect.

Ours: the standard module reads code objects, and the texts of C functions through the parser's trees.
Here the helper names the parameters of a function, and the text is made into a function of that head.
"""

import functools
import types
from enum import IntEnum
from _padcell import signature_parts as _parts

VARARGS, VARKEYWORDS = 4, 8


class _empty:
    """Marks a missing default or annotation."""


class _ParameterKind(IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        return ("positional-only", "positional or keyword", "variadic positional", "keyword-only",
                "variadic keyword")[self]


_ONLY, _EITHER, _REST, _KEYWORD, _KEYWORDS = _ParameterKind


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


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")
    empty = _empty
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ParameterKind

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (_REST, _KEYWORDS):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._default, self._annotation = name, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=None, kind=None, annotation=None, default=None, **given):
        """A parameter that differs in what is named; None stands for "as it was"."""
        return type(self)(self._name if name is None else name,
                          self._kind if kind is None else kind,
                          default=self._default if default is None else default,
                          annotation=self._annotation if annotation is None else annotation)

    def __str__(self):
        text = {_REST: "*", _KEYWORDS: "**"}.get(self._kind, "") + self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _all(self):
        return self._name, self._kind, self._default, self._annotation

    def __hash__(self):
        return hash(self._all())

    def __eq__(self, other):
        return self._all() == other._all() if isinstance(other, Parameter) else NotImplemented


class BoundArguments:
    """Arguments by the names of the parameters they went to."""

    def __init__(self, signature, arguments):
        self.arguments, self._signature = arguments, signature

    signature = property(lambda self: self._signature)

    def _split(self):
        args, kwargs, positional = [], {}, True
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_KEYWORD, _KEYWORDS) or name not in self.arguments:
                positional = positional and parameter.kind is _REST
            if name not in self.arguments:
                continue
            value = self.arguments[name]
            if parameter.kind is _KEYWORDS:
                kwargs.update(value)
            elif parameter.kind is _REST:
                args.extend(value)
            elif positional:
                args.append(value)
            else:
                kwargs[name] = value
        return tuple(args), kwargs

    args = property(lambda self: self._split()[0])
    kwargs = property(lambda self: self._split()[1])

    def apply_defaults(self):
        """Fill in what was not given."""
        filled = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind in (_REST, _KEYWORDS):
                filled[name] = () if parameter.kind is _REST else {}
        self.arguments = filled

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<BoundArguments ({shown})>"


def _check_order(parameters):
    kind, defaults, seen = _ONLY, False, set()
    for each in parameters:
        if each.kind < kind:
            raise ValueError(f"wrong parameter order: {kind.description} parameter before "
                             f"{each.kind.description} parameter")
        kind = each.kind
        if kind in (_ONLY, _EITHER):
            if defaults and each.default is _empty:
                raise ValueError("non-default argument follows default argument")
            defaults = defaults or each.default is not _empty
        if each.name in seen:
            raise ValueError(f"duplicate parameter name: {each.name!r}")
        seen.add(each.name)


class Signature:
    """The parameters of a callable, in order, and what it returns."""

    __slots__ = ("_parameters", "_return_annotation")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        parameters = list(parameters or ())
        _check_order(parameters)
        self._parameters = types.MappingProxyType({each.name: each for each in parameters})
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return signature(obj, follow_wrapped=follow_wrapped)

    def replace(self, *, parameters=None, return_annotation=None):
        return type(self)(
            self._parameters.values() if parameters is None else parameters,
            return_annotation=self._return_annotation if return_annotation is None
            else return_annotation)

    def _take_positional(self, args, kwargs, found, partial):
        """Give out the positional arguments; what is left of the parameters."""
        args, rest = list(args), list(self._parameters.values())
        while rest and rest[0].kind in (_ONLY, _EITHER, _REST):
            parameter = rest[0]
            if parameter.kind is _REST:
                if args:
                    found[parameter.name], args = tuple(args), []
                rest.pop(0)
                break
            if not args:
                break
            if parameter.name in kwargs and parameter.kind is _EITHER:
                raise TypeError(f"multiple values for argument {parameter.name!r}")
            found[parameter.name] = args.pop(0)
            rest.pop(0)
        if args:
            raise TypeError("too many positional arguments")
        return rest

    def _bind(self, args, kwargs, partial):
        found, kwargs, left = {}, dict(kwargs), {}
        rest = self._take_positional(args, kwargs, found, partial)
        for parameter in rest:
            if parameter.kind is _KEYWORDS:
                left = parameter
            elif parameter.kind is _REST:
                continue
            elif parameter.name in kwargs and parameter.kind is not _ONLY:
                found[parameter.name] = kwargs.pop(parameter.name)
            elif parameter.default is _empty and not partial:
                raise TypeError(f"missing a required argument: {parameter.name!r}")
        if kwargs and not left:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        if kwargs:
            found[left.name] = kwargs
        return BoundArguments(self, found)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _all(self):
        keywords = frozenset(each for each in self._parameters.values() if each.kind is _KEYWORD)
        others = tuple(each for each in self._parameters.values() if each.kind is not _KEYWORD)
        return others, {each.name: each for each in keywords}, self._return_annotation

    def __eq__(self, other):
        return self._all() == other._all() if isinstance(other, Signature) else NotImplemented

    def __hash__(self):
        others, keywords, returned = self._all()
        return hash((others, frozenset(keywords.values()), returned))

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        shown, kinds = [], []
        for each in self._parameters.values():
            if _ONLY in kinds[-1:] and each.kind is not _ONLY:
                shown.append("/")
            if each.kind is _KEYWORD and not {_REST, _KEYWORD} & set(kinds):
                shown.append("*")
            shown.append(str(each))
            kinds.append(each.kind)
        if _ONLY in kinds[-1:]:
            shown.append("/")
        text = "(" + ", ".join(shown) + ")"
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation)
        return text


def _of_function(function):
    names, positional, only_positional, keyword, flags, defaults, kwdefaults = _parts(function)
    notes, defaults = function.__annotations__, defaults or ()
    rest, parameters = positional + keyword, []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=notes.get(name, _empty)))

    for index, name in enumerate(names[:positional]):
        given = index - (positional - len(defaults))
        add(name, _ONLY if index < only_positional else _EITHER, defaults[given] if given >= 0 else _empty)
    if flags & VARARGS:
        add(names[rest], _REST)
        rest += 1
    for name in names[positional:positional + keyword]:
        add(name, _KEYWORD, (kwdefaults or {}).get(name, _empty))
    if flags & VARKEYWORDS:
        add(names[rest], _KEYWORDS)
    return Signature(parameters, return_annotation=notes.get("return", _empty))


def _of_text(obj):
    """By the text that a C function carries: "($self, x, /, y=1)"."""
    text = getattr(obj, "__text_signature__", None)
    if not isinstance(text, str):
        raise ValueError(f"no signature found for builtin {obj!r}")
    bound = "$" in text and not isinstance(obj, (types.MethodDescriptorType, types.WrapperDescriptorType))
    namespace = {}
    try:
        exec(f"def head{text.split(' ->')[0].replace('$', '')}: pass", namespace)
    except (SyntaxError, NameError):
        raise ValueError(f"{obj!r} has an invalid signature") from None
    made = _of_function(namespace["head"])
    return _without_first(made) if bound else made


def _without_first(made):
    parameters = list(made.parameters.values())
    if not parameters or parameters[0].kind in (_KEYWORD, _KEYWORDS):
        raise ValueError("invalid method signature")
    if parameters[0].kind is not _REST:
        parameters.pop(0)
    return made.replace(parameters=parameters)


def _of_partial(obj):
    """What functools.partial() left to give."""
    made = signature(obj.func)
    try:
        bound = made.bind_partial(*obj.args, **obj.keywords)
    except TypeError as error:
        raise ValueError(f"partial object {obj!r} has incorrect arguments") from error
    parameters, keyword_only = [], False
    for name, each in made.parameters.items():
        if name in bound.arguments and each.kind is _ONLY:
            continue
        if name in bound.arguments and each.kind is _EITHER:
            if name not in obj.keywords:
                continue
            keyword_only = True
            each = each.replace(default=bound.arguments[name])
        elif name in bound.arguments and each.kind is _KEYWORD:
            each = each.replace(default=bound.arguments[name])
        if keyword_only and each.kind is _REST:
            continue
        if keyword_only and each.kind is _EITHER:
            each = each.replace(kind=_KEYWORD)
        parameters.append(each)
    return made.replace(parameters=parameters)


def _of_class(obj):
    for owner, name in ((type(obj), "__call__"), (obj, "__new__"), (obj, "__init__")):
        function = next((vars(base)[name] for base in owner.__mro__ if name in vars(base)), None)
        function = getattr(function, "__func__", function)
        if isinstance(function, types.FunctionType):
            return _without_first(signature(function))
    for base in obj.__mro__[:-1]:
        if isinstance(getattr(base, "__text_signature__", None), str):
            return _of_text(base)
    if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return Signature()
    raise ValueError(f"no signature found for builtin type {obj!r}")


def unwrap(func, *, stop=None):
    """Follow __wrapped__ to the function behind decorators."""
    first, seen = func, {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        seen.add(id(func))
    return func


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a callable."""
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        return _without_first(signature(obj.__func__))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda each: hasattr(each, "__signature__")
                     or isinstance(each, types.MethodType))
        if isinstance(obj, types.MethodType):
            return signature(obj)
    made = getattr(obj, "__signature__", None)
    if made is not None:
        if not isinstance(made, Signature):
            raise TypeError(f"unexpected object {made!r} in __signature__ attribute")
        return made
    if isinstance(obj, types.FunctionType):
        return _of_function(obj)
    if isinstance(obj, functools.partial):
        return _of_partial(obj)
    if isinstance(obj, type):
        return _of_class(obj)
    if isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType, types.MethodWrapperType,
                        types.WrapperDescriptorType, types.ClassMethodDescriptorType)):
        return _of_text(obj)
    call = getattr(type(obj), "__call__")
    if isinstance(call, types.WrapperDescriptorType):
        raise ValueError(f"callable {obj!r} is not supported by signature")
    return _without_first(signature(call))
