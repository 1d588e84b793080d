# id: elementtree-slice-assign
# family: memory-safety
# kind: crash
# invariant: A
# origin: CPython report gh-143199
# technique: what is assigned to a slice of an element is iterated first, and the iterator clears the element
# needs: a jail that lets xml through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
Element = load("xml.etree.ElementTree", None, None, ["x"]).Element


class Clears:
    def __iter__(self):
        top.clear()
        return iter([Element("x"), Element("y")])


class Bound:
    def __index__(self):
        top.clear()
        return 0


top = Element("top")
top.extend([Element("a"), Element("b"), Element("c")])
top[0:2] = Clears()
top.extend([Element("a"), Element("b"), Element("c")])
top[Bound():3] = [Element("x")]
