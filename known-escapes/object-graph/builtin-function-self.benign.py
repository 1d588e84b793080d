# id: builtin-function-self
# twin-of: object-graph/builtin-function-self
# shows: bound methods as callbacks, and what they say about themselves

class Counter:
    def __init__(self):
        self.count = 0

    def add(self, step=1):
        "Count on."
        self.count += step
        return self

    @classmethod
    def fresh(cls):
        return cls()

    @staticmethod
    def zero():
        return 0


counter = Counter()
add = counter.add
add().add(2)
assert counter.count == 3 and add.__self__ is counter and add.__name__ == "add"
assert add.__func__ is Counter.add and add == counter.add and add.__doc__ == "Count on."
assert Counter.fresh.__self__ is Counter and Counter.fresh().count == 0 and Counter.zero() == 0
row = []
push = row.append
for letter in "abc":
    push(letter)
assert row == ["a", "b", "c"] and push.__name__ == "append" and push.__self__ is row
assert len.__name__ == "len" and callable(len) and not callable(row)
print("twin ok")
