# SPDX-License-Identifier: Apache-2.0
# repr(), str() and format() of an instance of every C type that a guest can make or meet.
import array
import collections
import contextvars
import csv
import datetime
import decimal
import functools
import hashlib
import io
import itertools
import json
import operator
import random
import re
import struct
import sys
import types
import unicodedata
import weakref
import zlib

seen = {}


def show(thing):
    texts = []
    for make in (repr, str, ascii, object.__repr__, "{}".format, "{!r}".format, "%r".__mod__, lambda t: f"{t!s:>1}",
                 lambda t: object.__format__(t, "")):
        try:
            texts.append(make((thing,) if make == "%r".__mod__ else thing))
        except Exception as problem:
            texts.append(f"{type(problem).__name__}: {problem}")
    print(*texts, sep="\n")
    # As under CPython: where a default repr says "at 0x...", that is the identity.
    assert f" at {id(thing):#x}>" in object.__repr__(thing), object.__repr__(thing)
    seen.setdefault(type(thing), thing)


def function():
    yield


async def coroutine():
    pass


async def generator():
    yield


class Slots:
    __slots__ = ("slot", "__weakref__")

    def method(self):
        return lambda: self


def cell():
    captured = []
    return (lambda: captured).__closure__


def attempt(make):
    try:
        return make()
    except Exception as problem:
        return problem


slots = Slots()
waiting = coroutine()
lock = functools.RLock()
variable = contextvars.ContextVar("variable", default=1)
reader = csv.reader(["a,b"])
caught = attempt(lambda: 1 / 0)
agen = generator()
specials = [
    object(), object, type, function, function(), waiting, waiting.__await__(), agen, agen.__anext__(), agen.asend(None),
    len, [].append, slots.method, Slots.method, Slots.slot, slots.__init__, Slots.__dict__, Slots.__dict__["__weakref__"],
    type.__dict__["__dict__"], type.__dict__["mro"], dict.__dict__["fromkeys"], int.__add__, (1).__add__, int.real,
    weakref.ref(slots), weakref.proxy(slots), weakref.ref(Slots()), weakref.WeakKeyDictionary(), weakref.WeakSet(),
    memoryview(b"x"), attempt(lambda: (lambda m: (m.release(), m)[1])(memoryview(b"x"))), variable, variable.set(2),
    contextvars.copy_context(), iter(contextvars.copy_context()), lock, lock.acquire, functools.partial(print, slots),
    functools.partial(slots.method), functools.lru_cache(function), functools.cmp_to_key(print),
    functools.cmp_to_key(print)(slots), functools.singledispatch(function), functools.cached_property(function),
    operator.itemgetter(0), operator.attrgetter("x"), operator.methodcaller("x", slots), property(function),
    staticmethod(function), classmethod(function), super(Slots, slots), slice(slots), caught, caught.__traceback__,
    re.compile("x"), re.match("x", "x"), re.compile("x").scanner("x"), re.finditer("x", "x"), struct.Struct("i"),
    struct.iter_unpack("i", b"xxxx"), array.array("i", [1]), iter(array.array("i", [1])), io.StringIO(), io.BytesIO(),
    io.BytesIO().getbuffer(), io.TextIOWrapper(io.BytesIO()), io.BufferedReader(io.BytesIO()), sys.stdout, sys.stdout.buffer,
    sys.stdout.buffer.raw, sys.stdin, sys.modules[__name__], sys, types.SimpleNamespace(a=slots), types.MappingProxyType({1: slots}),
    sys.flags, collections.deque([slots]), iter(collections.deque([1])), collections.defaultdict(function), collections.OrderedDict(a=slots),
    iter(collections.OrderedDict(a=1)), collections.namedtuple("T", "a")(slots), {}.keys(), {1: slots}.items(), iter({}), iter([]), iter(()),
    iter(""), iter(b""), iter(range(1)), iter(set()), iter(int, 0), reversed([1]), enumerate([]), zip(), map(print, []),
    filter(None, []), range(3), list[int], int | str, list[slots.__class__], iter((int | str).__args__), decimal.getcontext(),
    decimal.localcontext(), datetime.timezone.utc, datetime.tzinfo(), hashlib.sha256(), hashlib.blake2b(), random.Random(),
    zlib.compressobj(), zlib.decompressobj(), csv.writer(io.StringIO()), reader, reader.dialect, json.JSONEncoder(),
    json.encoder.c_make_encoder, json.scanner.c_make_scanner, json.decoder.scanstring, unicodedata.ucd_3_2_0, cell, attempt(cell),
    itertools.count(), itertools.cycle([1]), itertools.tee([1])[0], itertools.groupby([slots]), itertools.chain([1]), itertools.repeat(slots),
    compile("0", "x", "eval") if False else 0, [slots], (slots,), {slots: slots}, {slots}, frozenset([slots]), bytearray(b"x"),
    Ellipsis, None, NotImplemented, BaseException(slots), ExceptionGroup("group", [KeyError(slots)]), StopIteration(slots),
]
for special in specials:
    show(special)


def walk(cls, known):
    if cls in known:
        return
    known.add(cls)
    for below in type.__subclasses__(cls):
        walk(below, known)


arguments = [(), ((),), ([1],), (b"x",), ("x",), (1,), (print,), (print, ()), (slots,), (int, 1), ("T", (), {}), (io.BytesIO(),), ({},)]
known = set()
walk(object, known)
known -= set(type(decimal.getcontext().flags).__mro__[:-1])  # CPython 3.11 dies of the repr of one made by hand
made = 0
for cls in sorted(known, key=lambda c: (c.__module__, c.__qualname__)):
    for given in arguments:
        if cls in seen and given:
            break
        thing = attempt(lambda: cls(*given))
        if type(thing) is cls:
            show(thing)
            made += 1
            break
assert len(seen) > 150, len(seen)
waiting.close()
print("types:", len(seen), "of", len(known))
