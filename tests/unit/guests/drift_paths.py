# SPDX-License-Identifier: Apache-2.0
"""guests/drift_paths.py - every way to run code of a C module that the guest was handed (test_drift.c)."""
import operator, functools
def attempt(what, act, *args):
    try: got = act(*args)
    except BaseException as e: got = type(e).__name__
    else: got = 'RAN'
    tried.append((what, got))
tried = []
armed = loot['armed']
class As: field = armed; sfield = staticmethod(armed)
for index, each in enumerate(loot['functions']):
    name = 'function %d ' % index
    attempt(name + 'call', each)
    attempt(name + '__call__', each.__call__)
    attempt(name + 'type call', type(each).__call__, each)
    attempt(name + 'map', lambda: list(map(lambda f: f(), [each])))
    attempt(name + 'partial', functools.partial(each))
    attempt(name + 'methodcaller', operator.methodcaller('__call__'), each)
    attempt(name + 'iter', lambda: next(iter(each, None)))
attempt('module attribute', lambda: loot['drift'].armed())
attempt('held in a list', lambda: loot['held'][0]())
attempt('class attribute', lambda: As.field())
attempt('static method', lambda: As.sfield())
attempt('default factory', lambda: __import__('collections').defaultdict(armed)[1])
for kind, row in loot['kinds'].items():
    cls, obj, bound, of_class, of_nobody, table, below, below_obj = row
    def on(who, o):
        n = kind + ' ' + who + ' '
        attempt(n + 'method', lambda: o.method())
        attempt(n + 'getattr', lambda: getattr(o, 'method')())
        attempt(n + 'attrgetter', lambda: operator.attrgetter('value')(o))
        attempt(n + 'object.__getattribute__', lambda: object.__getattribute__(o, 'value'))
        attempt(n + 'object.__getattribute__ member', lambda: object.__getattribute__(o, 'number'))
        attempt(n + 'format', lambda: '{0.value}'.format(o))
        attempt(n + 'descriptor get', lambda: table['value'].__get__(o, cls))
        attempt(n + 'descriptor get member', lambda: table['number'].__get__(o, cls))
        attempt(n + 'descriptor method', lambda: table['method'](o))
        attempt(n + 'descriptor set', lambda: table['value'].__set__(o, 1))
        attempt(n + 'descriptor set member', lambda: table['number'].__set__(o, 1))
        attempt(n + 'set', lambda: setattr(o, 'number', 2))
        attempt(n + 'set value', lambda: setattr(o, 'value', 2))
        attempt(n + 'object.__setattr__', lambda: object.__setattr__(o, 'value', 2))
        attempt(n + 'delete', lambda: delattr(o, 'value'))
        attempt(n + 'call', lambda: o())
        attempt(n + 'iter', lambda: iter(o))
        attempt(n + 'for', lambda: [x for x in o])
        attempt(n + 'next', lambda: next(o))
        attempt(n + 'unpack', lambda: [*o])
        attempt(n + 'add', lambda: o + 1)
        attempt(n + 'reflected add', lambda: 1 + o)
        attempt(n + 'or', lambda: {} | o)
        attempt(n + 'bool', lambda: bool(o))
        attempt(n + 'not', lambda: not o)
        attempt(n + 'negative', lambda: -o)
        attempt(n + 'len', lambda: len(o))
        attempt(n + 'item', lambda: o[0])
        attempt(n + 'set item', lambda: operator.setitem(o, 0, 1))
        attempt(n + 'in', lambda: 1 in o)
        attempt(n + 'hash', lambda: {o: 1})
        attempt(n + 'compare', lambda: o == 1)
        attempt(n + 'reflected compare', lambda: 1 < o)
        attempt(n + 'repr', lambda: repr(o))
        attempt(n + 'str', lambda: f'{o}')
        attempt(n + 'buffer', lambda: memoryview(o))
        attempt(n + 'bytes', lambda: bytearray(o))
    on('instance', obj)
    on('of a class below', below_obj)
    attempt(kind + ' bound method', bound)
    attempt(kind + ' class method', of_class)
    attempt(kind + ' static method', of_nobody)
    attempt(kind + ' class method of a class below', below.of_class)
    for who in (cls, below):
        attempt(kind + ' make', who)
        attempt(kind + ' __new__', lambda: who.__new__(who))
        attempt(kind + ' type.__call__', lambda: type.__call__(who))
    attempt(kind + ' __init__', lambda: cls.__init__(obj))
    attempt(kind + ' subclass', lambda: type('Mine', (cls,), {})())
    for name, each in table.items():
        # A finaliser that is called does nothing: the count of calls tells that it was not the real one.
        if type(each).__name__ == 'wrapper_descriptor' and name != '__del__':
            attempt(kind + ' wrapper ' + name, each, obj)
            attempt(kind + ' wrapper with one argument ' + name, each, obj, 1)
attempt('descriptor of an owner', lambda: loot['Holder'].held)
attempt('descriptor of an instance', lambda: loot['Holder']().held)
attempt('awaited', lambda: [x for x in obj.__await__()])
print(len(tried), 'tried')
for what, got in tried:
    if got == 'RAN': print('through:', what)
print(sum(got == 'PermissionError' for _, got in tried), 'refused')
