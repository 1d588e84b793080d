# id: class-attribute-poison
# twin-of: shared-state-poisoning/class-attribute-poison
# shows: attributes of the program's own classes shared, shadowed and patched while it runs

class Account:
    interest = 2
    opened = []

    def __init__(self, owner):
        self.owner = owner
        self.opened.append(owner)

    def describe(self):
        return f"{self.owner}: {self.interest}"


first, second = Account("ada"), Account("bob")
second.interest = 5
Account.interest = 3
assert (first.describe(), second.describe()) == ("ada: 3", "bob: 5")
del second.interest
assert second.describe() == "bob: 3" and Account.opened == ["ada", "bob"]
original = Account.describe
Account.describe = lambda self: original(self).upper()
assert first.describe() == "ADA: 3"
Account.describe = original
Account.__str__ = Account.describe
assert str(first) == "ada: 3"
try:
    int.double = 1
except TypeError as error:
    assert str(error) == "cannot set 'double' attribute of immutable type 'int'"
else:
    raise AssertionError("no error came")
print("twin ok")
