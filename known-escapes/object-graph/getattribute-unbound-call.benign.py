# id: getattribute-unbound-call
# twin-of: object-graph/getattribute-unbound-call
# shows: a class that watches its own attributes by object.__getattribute__ and its kin

class Watched:
    def __init__(self):
        object.__setattr__(self, "reads", [])
        self.value = 1

    def __getattribute__(self, name):
        reads = object.__getattribute__(self, "reads")
        if name != "reads":
            reads.append(name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 10)

    def __delattr__(self, name):
        object.__delattr__(self, name)
        self.reads.append("deleted " + name)


watched = Watched()
assert watched.value == 10
watched.value = 7
assert watched.value == 70
del watched.value
assert watched.reads == ["value", "value", "deleted value"]
assert list.append is not None and list.__len__([1, 2]) == 2
assert str.join(",", ["a", "b"]) == "a,b" and dict.get({"a": 1}, "a") == 1
assert list(map(str.strip, [" a", "b "])) == ["a", "b"] and int.__add__(2, 3) == 5
assert sorted("bCa", key=str.lower) == ["a", "b", "C"]
print("twin ok")
