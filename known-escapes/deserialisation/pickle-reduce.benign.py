# id: pickle-reduce
# twin-of: deserialisation/pickle-reduce
# shows: objects kept as JSON and made again from it by a table of classes

import json

classes = {}


class Storable:
    def __init_subclass__(cls):
        classes[cls.__name__] = cls

    def __init__(self, **fields):
        self.__dict__.update(fields)

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)


class Leaf(Storable):
    pass


class Branch(Storable):
    pass


def store(value):
    return {"$class": type(value).__name__, **vars(value)}


def restore(mapping):
    name = mapping.pop("$class", None)
    return mapping if name is None else classes[name](**mapping)


tree = Branch(name="root", parts=[Leaf(size=1), Branch(name="b", parts=[])])
text = json.dumps(tree, default=store)
assert json.loads(text, object_hook=restore) == tree
made = Leaf.__new__(Leaf)
made.__dict__.update(size=1)
assert made == Leaf(size=1)
print("twin ok")
