# id: methodcaller-getattribute
# twin-of: guard-confusion/methodcaller-getattribute
# shows: attrgetter, itemgetter and methodcaller over rows of the program

import operator


class Row:
    def __init__(self, name, age):
        self.name, self.age = name, age

    def greet(self, mark, *, times=1):
        return self.name + mark * times


rows = [Row("cy", 30), Row("al", 25), Row("bo", 30)]
assert [row.name for row in sorted(rows, key=operator.attrgetter("age", "name"))] == ["al", "bo", "cy"]
assert operator.attrgetter("name.__class__.__name__")(rows[0]) == "str"
assert list(map(operator.methodcaller("greet", "!", times=2), rows)) == ["cy!!", "al!!", "bo!!"]
assert operator.itemgetter(1, -1)("abcd") == ("b", "d") and operator.itemgetter("k")({"k": 5}) == 5
assert operator.methodcaller("upper")("x") == "X"
assert max(rows, key=operator.attrgetter("age")).name == "cy"
assert repr(operator.itemgetter(2)) == "operator.itemgetter(2)"
print("twin ok")
