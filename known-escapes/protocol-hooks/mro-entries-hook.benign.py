# id: mro-entries-hook
# twin-of: protocol-hooks/mro-entries-hook
# shows: an object in the list of bases, replaced by classes

import types


class Mixins:
    def __init__(self, *classes):
        self.classes = classes

    def __mro_entries__(self, bases):
        return self.classes


class A:
    a = 1


class B:
    b = 2


AB = Mixins(A, B)


class Both(AB):
    pass


assert Both.__bases__ == (A, B) and Both.a + Both().b == 3
assert Both.__orig_bases__ == (AB,) and types.resolve_bases((AB,)) == (A, B)
Made = types.new_class("Made", (AB,), exec_body=lambda namespace: namespace.update(c=3))
assert (Made.a, Made.b, Made.c) == (1, 2, 3)
print("twin ok")
