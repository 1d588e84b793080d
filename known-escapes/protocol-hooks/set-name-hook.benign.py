# id: set-name-hook
# twin-of: protocol-hooks/set-name-hook
# shows: descriptors that learn their names and check what is stored

class Field:
    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name
        owner.fields = (*getattr(owner, "fields", ()), name)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, self.default)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        instance.__dict__.pop(self.name, None)


class Person:
    name = Field(str, "nobody")
    age = Field(int, 0)


person = Person()
person.name = "Ada"
assert (person.name, person.age, Person.fields) == ("Ada", 0, ("name", "age"))
try:
    person.age = "old"
except TypeError as error:
    assert str(error) == "age must be int"
else:
    raise AssertionError("no error came")
del person.name
assert person.name == "nobody" and isinstance(Person.age, Field)
print("twin ok")
