# SPDX-License-Identifier: Apache-2.0
"""tests/integration/module_programs.py - a small honest program for each module of the default policy.

Each is run twice, in a cell and by bare CPython, and has to print the same.  So nothing here may print
what differs from run to run.
"""

PROGRAMS = {
    "__future__": "from __future__ import annotations\nimport __future__\nprint(__future__.division.mandatory)",
    "abc": """
import abc
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
class Square(Shape):
    def area(self): return 4
print(Square().area(), issubclass(Square, Shape), Shape.__abstractmethods__)
try: Shape()
except TypeError as error: print(error)""",
    "array": "import array\na = array.array('i', [3, 1, 2]); a.append(7); print(a, a.tobytes()[:4], sorted(a))",
    "base64": "import base64\nprint(base64.b64encode(b'cell'), base64.b85decode(base64.b85encode(b'x' * 5)))",
    "binascii": "import binascii\nprint(binascii.hexlify(b'ab'), binascii.crc32(b'abc'))",
    "bisect": "import bisect\nprint(bisect.bisect([1, 3, 5], 3), bisect.bisect_left([1, 3, 5], 3))",
    "builtins": """
import builtins
print(builtins.len([1]), eval('6 * 7'), sorted({}.__dir__())[:2])
space = {}
exec(compile('def f(x): return x + 1', 'made', 'exec'), space)
print(space['f'](1), [*map(str, range(3))], isinstance(True, int), f'{3.14159:.2f}')""",
    "calendar": "import calendar\nprint(calendar.month(2024, 2)); print(calendar.isleap(1900))",
    "cmath": "import cmath\nprint(cmath.sqrt(-1), round(cmath.phase(1j), 6))",
    "collections": """
from collections import Counter, OrderedDict, ChainMap, defaultdict, deque, namedtuple
Point = namedtuple('Point', 'x y', defaults=[0])
print(Point(1), Point(1, 2)._replace(x=5), Point.__module__, Counter('abca').most_common(1))
d = defaultdict(list); d['k'].append(1); print(d, deque([1, 2], maxlen=1), ChainMap({1: 2})[1])
print(OrderedDict(a=1))""",
    "collections.abc": """
from collections.abc import Mapping, Sequence, Callable
class One(Sequence):
    def __len__(self): return 1
    def __getitem__(self, at): return [7][at]
print(list(One()), 7 in One(), isinstance({}, Mapping), isinstance(len, Callable))""",
    "colorsys": "import colorsys\nprint(colorsys.rgb_to_hsv(1, 0, 0))",
    "contextlib": """
import contextlib, io
@contextlib.contextmanager
def tag(name):
    print('<' + name + '>')
    try: yield name.upper()
    finally: print('</' + name + '>')
with tag('a') as upper, contextlib.suppress(KeyError):
    print(upper); {}[1]
with contextlib.redirect_stdout(io.StringIO()) as out: print('hidden')
with contextlib.ExitStack() as stack: stack.callback(print, 'last')
print(repr(out.getvalue()))""",
    "contextvars": """
import contextvars
v = contextvars.ContextVar('v', default=1)
def change(): v.set(2); return v.get()
print(contextvars.copy_context().run(change), v.get())""",
    "copy": """
import copy
class Box:
    def __init__(self): self.items = [[1]]
a = Box(); b = copy.copy(a); c = copy.deepcopy(a); a.items[0].append(2)
print(b.items, c.items, copy.replace if hasattr(copy, 'replace') else 'none')""",
    "csv": """
import csv, io
out = io.StringIO(); csv.writer(out).writerows([['a', 'b c'], [1, 'x,"y"']])
print(repr(out.getvalue())); print(list(csv.DictReader(io.StringIO('h,i\\n1,2\\n'))))""",
    "dataclasses": """
from dataclasses import dataclass, field, asdict, replace
@dataclass(order=True, frozen=True)
class P:
    x: int
    y: list = field(default_factory=list, compare=False)
print(P(1), P(1) < P(2), asdict(P(1, [2])), replace(P(1), x=3), P.__doc__)
try: P(1).x = 2
except Exception as error: print(type(error).__name__, error)""",
    "datetime": """
from datetime import date, datetime, timedelta, timezone
d = datetime(2024, 2, 29, 12, tzinfo=timezone.utc)
print(d, d + timedelta(days=365), d.isoformat(), d.strftime('%a %d %b'), date(2024, 1, 1).isocalendar())
print(datetime.strptime('2024-03-01', '%Y-%m-%d'), datetime.now(timezone.utc).year > 2000)""",
    "decimal": """
from decimal import Decimal, localcontext, ROUND_UP, DivisionByZero
with localcontext() as c:
    c.prec = 5
    print(Decimal(1) / 7, Decimal('2.675').quantize(Decimal('.01'), ROUND_UP))
try: Decimal(1) / 0
except DivisionByZero as error: print('zero', error)""",
    "difflib": """
import difflib
print(''.join(difflib.unified_diff(['a\\n', 'b\\n'], ['a\\n', 'c\\n'])), difflib.get_close_matches('aple', ['apple']))""",
    "enum": """
import enum
class Color(enum.Enum):
    RED = 1
    BLUE = enum.auto()
class Perm(enum.Flag):
    R = 4
    W = 2
print(Color.RED, Color(2), list(Color), Perm.R | Perm.W, enum.IntEnum('N', 'a b').b + 1)
print(enum.Enum('Made', 'x').__module__, Color['RED'].name)""",
    "fnmatch": "import fnmatch\nprint(fnmatch.filter(['a.py', 'b.c'], '*.py'), fnmatch.translate('?x'))",
    "fractions": "from fractions import Fraction\nprint(Fraction(1, 3) + Fraction('1/6'), Fraction(0.5), float(Fraction(1, 4)))",
    "functools": """
import functools
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
@functools.singledispatch
def show(x): return 'object'
@show.register
def _(x: int): return 'int'
@functools.wraps(fib)
def wrapped(): 'doc'
print(fib(80), fib.cache_info(), show(1), show(''), functools.reduce(int.__add__, [1, 2]))
print(functools.partial(int, base=2)('101'), wrapped.__name__, sorted([1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))""",
    "graphlib": "import graphlib\nprint(list(graphlib.TopologicalSorter({'c': ['b'], 'b': ['a']}).static_order()))",
    "hashlib": """
import hashlib
print(hashlib.sha256(b'x').hexdigest()); print(hashlib.new('md5', b'x').hexdigest())
print(hashlib.blake2b(b'x', digest_size=4).hexdigest(), hashlib.sha3_256(b'').name)""",
    "heapq": "import heapq\nh = [5, 1, 4]; heapq.heapify(h); print(heapq.heappop(h), heapq.nlargest(2, h), list(heapq.merge([1], [0])))",
    "hmac": "import hmac\nprint(hmac.new(b'k', b'm', 'sha256').hexdigest(), hmac.compare_digest(b'a', b'a'))",
    "html": "import html\nprint(html.escape('<a & \"b\">'), html.unescape('&lt;&eacute;'))",
    "html.entities": "import html.entities\nprint(html.entities.name2codepoint['amp'])",
    "io": """
import io
s = io.StringIO('a\\nb'); print(s.readlines(), io.BytesIO(b'xyz').read(2))
print(io.TextIOWrapper(io.BytesIO(b'h\\xc3\\xa9'), 'utf-8').read(), io.SEEK_END)""",
    "itertools": """
import itertools as it
print(list(it.islice(it.count(3, 2), 3)), list(it.chain('a', 'b')), list(it.permutations('abc', 2))[:2])
print([(k, list(g)) for k, g in it.groupby('aab')], list(it.accumulate([1, 2, 3])), list(it.pairwise('abc')))""",
    "json": """
import json
print(json.dumps({'b': [1, None, 1.5], 'a': 'é'}, sort_keys=True, indent=1), json.loads('[1, {"x": true}]'))
try: json.loads('{')
except json.JSONDecodeError as error: print(error)""",
    "json.decoder": "import json.decoder\nprint(json.decoder.JSONDecoder().raw_decode('1 2'))",
    "json.encoder": "import json.encoder\nprint(json.encoder.JSONEncoder(sort_keys=True).encode({2: 1}))",
    "keyword": "import keyword\nprint(keyword.iskeyword('for'), keyword.softkwlist)",
    "math": "import math\nprint(math.factorial(20), math.gcd(12, 18), math.isclose(0.1 + 0.2, 0.3), math.sqrt(2), math.comb(5, 2))",
    "numbers": "import numbers\nprint(isinstance(1, numbers.Integral), isinstance(1.0, numbers.Rational))",
    "operator": "import operator as o\nprint(o.itemgetter(1)('ab'), o.attrgetter('real')(3), o.methodcaller('upper')('x'), o.add(1, 2))",
    "os": """
import os
print(os.path.join('a', 'b'), os.path.splitext('x.tar.gz'), os.sep, os.linesep == '\\n', os.fspath('p'))
print(os.path.normpath('/a/../b'), os.path.basename('/x/y'), os.name)""",
    "pprint": "import pprint\npprint.pprint({'key%d' % i: list(range(i)) for i in range(12)}, width=40)",
    "random": """
import random
random.seed(42); print(random.random(), random.randint(1, 6), random.sample(range(100), 3), random.choice('abc'))
r = random.Random(1); l = [1, 2, 3]; r.shuffle(l); print(l, r.gauss(0, 1))""",
    "re": """
import re
m = re.match(r'(?P<y>\\d{4})-(\\d\\d)', '2024-05 x'); print(m.group('y'), m.groups(), m.span())
print(re.sub(r'(a)(b)', r'\\2\\1', 'abab'), re.split(r'[,;]\\s*', 'a, b;c'), re.findall(r'\\w+', 'é x', re.I))
print(re.compile('x'), re.escape('a.b'))""",
    "reprlib": "import reprlib\nprint(reprlib.repr(list(range(50))))",
    "secrets": "import secrets\nprint(len(secrets.token_hex(8)), secrets.randbelow(1), secrets.compare_digest('a', 'a'))",
    "shlex": "import shlex\nprint(shlex.split('a \"b c\" d\\\\ e'), shlex.quote(\"it's\"), shlex.join(['x y', 'z']))",
    "statistics": "import statistics as s\nprint(s.mean([1, 2, 4]), s.median([3, 1, 2]), s.stdev([1, 2, 3]), s.mode('aab'), s.NormalDist(0, 1).cdf(0))",
    "string": "import string\nprint(string.Template('$a-$b').substitute(a=1, b=2), string.ascii_lowercase, string.Formatter().format('{0!r:>5}', 'x'))",
    "struct": "import struct\nprint(struct.pack('<ih', 1, 2), struct.unpack('>I', b'\\0\\0\\1\\0'), struct.calcsize('qd'))",
    "sys": """
import sys
print(sys.version_info[:2], sys.maxsize, sys.byteorder, sys.getrecursionlimit(), len(sys.argv))
sys.stdout.write('out\\n'); print(sys.float_info.max, sys.implementation.name, sys.exc_info())
sys.exit(0)""",
    "textwrap": "import textwrap\nprint(textwrap.fill('some words that are wrapped', 12), repr(textwrap.dedent('  a\\n   b')))",
    "time": """
import time
print(time.gmtime(0)[:6], time.strftime('%Y', time.gmtime(0)), time.time() > 1e9, time.monotonic() >= 0)
time.sleep(0.001); print(time.strptime('2024', '%Y').tm_year)""",
    "traceback": """
import traceback, sys
def fail(): return int('x')
try: fail()
except ValueError as error:
    print(traceback.format_exc())
    print(traceback.format_exception_only(error), [f.name for f in traceback.extract_tb(error.__traceback__)])""",
    "types": """
import types
print(types.SimpleNamespace(a=1), types.FunctionType is type(lambda: 0), types.MappingProxyType({1: 2}))
Made = types.new_class('Made', (list,)); print(Made([1]), types.MethodType(len, 'abc')(), types.NoneType)
@types.coroutine
def step(): return (yield 1)
async def run(): return await step()
c = run(); print(c.send(None))
try: c.send(5)
except StopIteration as stop: print(stop.value)""",
    "typing": """
from typing import Generic, List, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_type_hints, runtime_checkable
T = TypeVar('T')
class Stack(Generic[T]): pass
class Emp(NamedTuple):
    name: str
    id: int = 3
class Movie(TypedDict):
    name: str
@runtime_checkable
class Closes(Protocol):
    def close(self): ...
def f(a: 'int', b: Optional[List[int]] = None) -> Union[int, str]: ...
print(Stack[int], Emp('x'), Movie(name='m'), get_type_hints(f), T.__module__)""",
    "unicodedata": "import unicodedata as u\nprint(u.name('é'), u.normalize('NFD', 'é') == 'e\\u0301', u.category('a'))",
    "urllib.parse": """
from urllib.parse import urlparse, urlencode, quote, parse_qs, urljoin
print(urlparse('http://h:8/p;x?q=1#f'), urlencode({'a': 'b c'}), quote('é/'), parse_qs('a=1&a=2'), urljoin('http://a/b/', 'c'))""",
    "uuid": "import uuid\nprint(uuid.UUID(int=5), uuid.uuid5(uuid.NAMESPACE_DNS, 'x.org'), uuid.uuid4().version)",
    "warnings": """
import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always'); warnings.warn('old', DeprecationWarning)
print(len(seen), seen[0].category.__name__, seen[0].message)
warnings.simplefilter('error')
try: warnings.warn('now')
except UserWarning as error: print(error)""",
    "weakref": """
import weakref
class C: pass
o = C(); r = weakref.ref(o); f = weakref.finalize(o, print, 'gone'); d = weakref.WeakValueDictionary(k=o)
print(r() is o, len(d)); del o; print(r(), len(d), f.alive)""",
    "zlib": "import zlib\nprint(zlib.decompress(zlib.compress(b'x' * 99)) == b'x' * 99, zlib.crc32(b'a'), zlib.adler32(b'a'))",
}
