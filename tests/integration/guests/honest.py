# SPDX-License-Identifier: Apache-2.0
# Honest programs that lean on identity and default hashes: all must behave as under CPython.
import abc
import collections
import copy
import dataclasses
import enum
import functools
import pprint
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []

    @functools.lru_cache(maxsize=None)
    def cached(self, number):
        return self.name, number


nodes = [Node(number) for number in range(1000)]
table = {node: node.name for node in nodes}
assert [table[node] for node in nodes] == list(range(1000))
members = set(nodes)
assert all(node in members for node in nodes) and Node(0) not in members
members.discard(nodes[0])
assert len(members) == 999 and nodes[0] not in members
assert members | {nodes[0]} == set(nodes)
assert nodes[3].cached(1) is nodes[3].cached(1) and Node.cached.cache_info().hits == 1

weak = weakref.WeakKeyDictionary((node, node.name) for node in nodes[:10])
first = weakref.ref(nodes[1])
assert weak[nodes[1]] == 1 and hash(first) == hash(nodes[1])
assert len(weakref.WeakSet(nodes)) == 1000
values = weakref.WeakValueDictionary({1: nodes[2]})
assert values[1] is nodes[2]
finalizer = weakref.finalize(nodes[5], print, "never")
assert finalizer.alive and finalizer.detach() is not None

nodes[0].links = [nodes[1], nodes[0]]
nodes[1].links = [nodes[0]]
memo = {}
twin = copy.deepcopy(nodes[0], memo)
assert twin is not nodes[0] and twin.links[1] is twin and twin.links[0].links[0] is twin
assert memo[id(nodes[0])] is twin and id(nodes[1]) in memo
assert copy.copy(nodes[0]).links is nodes[0].links

# As pickle keeps what it has seen: by identity.
kept = {}
for thing in (nodes, nodes, table):
    kept.setdefault(id(thing), thing)
assert list(kept.values()) == [nodes, table]
reduced = nodes[2].__reduce_ex__(4)
again = reduced[0](*reduced[1])
again.__dict__.update(reduced[2])
assert again.name == 2 and again != nodes[2]


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        ...


@Shape.register
class Square:
    pass


assert issubclass(Square, Shape) and isinstance(Square(), Shape) and not issubclass(Node, Shape)
assert isinstance([], collections.abc.Sequence) and not isinstance({}, collections.abc.Sequence)


@dataclasses.dataclass(eq=False)
class ByIdentity:
    value: int


@dataclasses.dataclass(frozen=True)
class ByValue:
    value: int


assert ByIdentity(1) != ByIdentity(1) and len({ByIdentity(1), ByIdentity(1)}) == 2
assert len({ByValue(1), ByValue(1)}) == 1 and hash(ByValue(1)) == hash(ByValue(1))


class Color(enum.Enum):
    RED = 1
    BLUE = 2


assert {Color.RED: 1}[Color(1)] == 1


@functools.singledispatch
def kind(thing):
    return "object"


@kind.register
def _(thing: Node):
    return "node"


assert kind(nodes[0]) == "node" and kind(1) == "object"
assert {Node: 1, int: 2}[type(nodes[0])] == 1
assert {nodes[4].cached: 1}[nodes[4].cached] == 1 and {len: 1}[len] == 1 and {nodes[4].__init__: 1}[nodes[4].__init__] == 1

circle = [1]
circle.append(circle)
assert repr(circle) == "[1, [...]]"
print(pprint.pformat(circle))
assert "id=%d" % id(circle) in pprint.pformat(circle)
assert sorted(nodes, key=id) == sorted(nodes, key=id)
assert (nodes[0] is nodes[0]) == (id(nodes[0]) == id(nodes[0])) and id(nodes[0]) != id(nodes[1])
assert hex(id(nodes[0])) in repr(nodes[0])
print(repr(nodes[0]), id(nodes[0]), hash(nodes[0]))
