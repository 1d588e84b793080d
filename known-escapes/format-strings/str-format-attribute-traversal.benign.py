# id: str-format-attribute-traversal
# twin-of: format-strings/str-format-attribute-traversal
# shows: replacement fields that read attributes and items of the program's own objects

class Address:
    def __init__(self, street, city):
        self.street = street
        self.city = city


class Person:
    def __init__(self, name, address, tags):
        self.name = name
        self.address = address
        self.tags = tags

    @property
    def initial(self):
        return self.name[0]


ada = Person("Ada", Address("Mill Lane", "Ely"), {"role": "author", 3: "three"})
assert "{0.name} of {0.address.city}".format(ada) == "Ada of Ely"
assert "{p.initial}. {p.tags[role]} {p.tags[3]}".format(p=ada) == "A. author three"
assert "{.name!r:>8}|{:^7}|{:08.3f}".format(ada, "mid", 3.14159) == "   'Ada'|  mid  |0003.142"
assert "{who.address.street}".format_map({"who": ada}) == "Mill Lane"
assert "{0[1]} {0[0]}".format(["b", "a"]) == "a b"
assert "{0.real} {0.imag}".format(3 + 4j) == "3.0 4.0"
assert "{0.__class__.__name__}".format(ada) == "Person"
try:
    "{0.missing}".format(ada)
except AttributeError as error:
    assert str(error) == "'Person' object has no attribute 'missing'"
else:
    raise AssertionError("a missing attribute was found")
print("twin ok")
