# id: gc-weakref-mutates-list
# twin-of: memory-safety/gc-weakref-mutates-list
# shows: weak references, their callbacks, and dictionaries that forget

import weakref


class Node:
    def __init__(self, name):
        self.name = name


gone = []
node = Node("a")
reference = weakref.ref(node, lambda dead: gone.append(dead))
assert reference() is node and weakref.getweakrefcount(node) == 1
cache = weakref.WeakValueDictionary(first=node)
marks = weakref.WeakKeyDictionary({node: 1})
members = weakref.WeakSet([node])
shadow = weakref.proxy(node)
assert shadow.name == "a" and cache["first"] is node and marks[node] == 1 and node in members
del node
assert reference() is None and gone == [reference]
assert len(cache) == len(marks) == len(members) == 0
try:
    shadow.name
except ReferenceError as error:
    assert str(error) == "weakly-referenced object no longer exists"
else:
    raise AssertionError("no error came")


class Button:
    def press(self):
        return "pressed"


button = Button()
method = weakref.WeakMethod(button.press)
assert method()() == "pressed"
del button
assert method() is None
print("twin ok")
