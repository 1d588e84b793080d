# id: metaclass-prepare-namespace
# twin-of: protocol-hooks/metaclass-prepare-namespace
# shows: a metaclass whose namespace counts definitions and forbids two of one name

class Once(dict):
    def __setitem__(self, key, value):
        if key in self and not key.startswith("__"):
            raise TypeError(f"{key} is defined twice")
        super().__setitem__(key, value)


class Strict(type):
    @classmethod
    def __prepare__(meta, name, bases, /, **options):
        return Once(options)

    def __new__(meta, name, bases, namespace, **options):
        made = super().__new__(meta, name, bases, dict(namespace))
        made.order = [key for key in namespace if not key.startswith("__")]
        return made

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        made = super().__call__(*args)
        made.built = True
        return made

    def __len__(cls):
        return len(cls.order)


class Form(metaclass=Strict, version=2):
    name = "n"
    size = 1

    def show(self):
        return self.version


assert Form.order == ["version", "name", "size", "show"] and len(Form) == 4
assert Form().show() == 2 and Form().built and type(Form) is Strict and isinstance(Form, type)
try:
    class Twice(metaclass=Strict):
        a = 1
        a = 2
except TypeError as error:
    assert str(error) == "a is defined twice"
else:
    raise AssertionError("defined twice")
print("twin ok")
