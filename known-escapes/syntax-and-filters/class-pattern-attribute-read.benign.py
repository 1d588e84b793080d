# id: class-pattern-attribute-read
# twin-of: syntax-and-filters/class-pattern-attribute-read
# shows: class patterns that read properties of the program's own objects

class Account:
    def __init__(self, owner, balance):
        self.owner, self._balance = owner, balance

    @property
    def balance(self):
        return self._balance

    @property
    def overdrawn(self):
        return self._balance < 0


def verdict(account):
    match account:
        case Account(overdrawn=True, owner=name):
            return f"{name} owes"
        case Account(balance=0):
            return "empty"
        case Account(owner=str(name), balance=int() | float() as money):
            return f"{name} has {money}"
    return "no account"


accounts = [Account("a", -1), Account("b", 0), Account("c", 5), Account(3, 5), "x"]
assert [verdict(account) for account in accounts] == ["a owes", "empty", "c has 5", "no account", "no account"]
print("twin ok")
