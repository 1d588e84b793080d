# id: address-in-repr
# twin-of: side-channel/address-in-repr
# shows: representations of the program's own, shortened, nested and recursive

import pprint
import reprlib


class Node:
    def __init__(self, value, child=None):
        self.value, self.child = value, child

    @reprlib.recursive_repr(fillvalue="...")
    def __repr__(self):
        return f"Node({self.value!r}, {self.child!r})"


class Quiet(reprlib.Repr):
    def repr_Node(self, node, level):
        return f"<{node.value}>"


node = Node(1)
node.child = node
assert repr(node) == "Node(1, ...)" and str(Node("a", Node(2))) == "Node('a', Node(2, None))"
quiet = Quiet()
quiet.maxlist = 2
assert quiet.repr([node, node, node]) == "[<1>, <1>, ...]" and len(reprlib.repr("x" * 100)) == 30
assert repr(Node) == "<class '__main__.Node'>" and repr(len) == "<built-in function len>"
assert repr(range(1, 9, 2)) == "range(1, 9, 2)" and repr({1: {2}}) == "{1: {2}}" and repr(...) == "Ellipsis"
assert pprint.pformat([[1] * 3] * 2, width=14) == "[[1, 1, 1],\n [1, 1, 1]]"
assert object.__repr__(node).startswith("<__main__.Node object at 0x")
print("twin ok")
