# id: userstring-format-receiver
# twin-of: format-strings/userstring-format-receiver
# shows: a string class made from UserString, formatted and compared like a string

import collections


class Shout(collections.UserString):
    def shout(self):
        return self.upper() + "!"


word = Shout("hello {0.name}")


class Named:
    name = "world"


assert isinstance(word.shout(), Shout) and word.shout() == "HELLO {0.NAME}!"
assert word.format(Named()) == "hello world"
assert word[:5] == "hello" and "ell" in word and len(word) == 14
assert sorted([Shout("b"), Shout("a")]) == ["a", "b"]
assert {Shout("k"): 1}["k"] == 1
assert Shout("%s-%s") % (1, 2) == "1-2"
table = collections.UserDict(a=1)
table["b"] = 2
assert dict(table) == {"a": 1, "b": 2}
print("twin ok")
