# SPDX-License-Identifier: Apache-2.0
# Default hashes, and those that CPython makes of addresses: equal for what is equal, and no address.
import contextvars
import decimal
import functools
import weakref


class Plain:
    def method(self):
        return self

    def __len__(self):
        return 3


class ByIdentity(type):
    pass


def shown(number):
    print(number, number * 16, number & (1 << 64) - 1, hex(number & (1 << 64) - 1), -number)


plain = Plain()
things = [object(), plain, Plain, ByIdentity, print, [].append, plain.method, plain.__len__, (1).__add__, len,
          None, Ellipsis, NotImplemented, type, object, functools.partial(print), (x for x in ()), lambda: 0,
          weakref.ref(plain), contextvars.ContextVar("name"), float("nan"), complex("nan"), complex(0, float("nan")),
          decimal.Decimal("NaN"), Plain.method, int.__add__, str.join, dict.__dict__["fromkeys"], property(), super(int, 1),
          iter(()), object().__init__, staticmethod(len), classmethod(len), slice, memoryview, (float("nan"),),
          frozenset([object()])]
for thing in things:
    assert hash(thing) == hash(thing)
    assert {thing: 1}[thing] == 1 and thing in {thing}
    shown(hash(thing))

# What was equal stays equal, and has one hash.
assert plain.method == plain.method and hash(plain.method) == hash(plain.method)
assert hash([].append) != hash([].append) or True
assert (5).__add__ == (5).__add__ and hash((5).__add__) == hash((5).__add__)
bound = [].append
assert bound == bound.__self__.append and hash(bound) == hash(bound.__self__.append)
assert hash(weakref.ref(plain)) == hash(plain)
assert hash(1) == hash(1.0) == hash(decimal.Decimal(1)) == hash(complex(1)) == 1
assert hash(float("inf")) == 314159 == hash(decimal.Decimal("Infinity"))
assert hash(-1) == -2 and hash(2**61 - 1) == 0
nan = float("nan")
assert nan in {nan} and {nan: 1}[nan] == 1 and float("nan") not in {nan}
assert hash((1, "a")) == hash((1, "a"))

# One more disguise: the hash of a name is known, so a variable's own hash must not be its xor.
variable = contextvars.ContextVar("known")
shown(hash(variable) ^ hash("known"))
shown(hash(plain.method) ^ hash(Plain.method))
shown(hash(len) ^ hash(abs))
print(len({hash(object) for object in [Plain() for _ in range(100_000)]}) > 99_990)
