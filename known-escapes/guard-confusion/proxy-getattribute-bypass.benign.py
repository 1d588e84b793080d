# id: proxy-getattribute-bypass
# twin-of: guard-confusion/proxy-getattribute-bypass
# shows: a proxy of the program's own that forwards, counts and refuses

class Proxy:
    def __init__(self, target, allowed):
        self._target, self._allowed, self._uses = target, allowed, {}

    def __getattr__(self, name):
        if name not in self._allowed:
            raise AttributeError(f"{name} is not offered")
        self._uses[name] = self._uses.get(name, 0) + 1
        return getattr(self._target, name)

    def __len__(self):
        return len(self._target)

    def __getitem__(self, index):
        return self._target[index]

    def __dir__(self):
        return sorted(self._allowed)


rows = Proxy([3, 1, 2], {"append", "sort"})
rows.append(0)
rows.sort()
rows.append(9)
assert list(rows) == [0, 1, 2, 3, 9] and len(rows) == 5 and rows._uses == {"append": 2, "sort": 1}
assert dir(rows) == ["append", "sort"]
try:
    rows.clear()
except AttributeError as error:
    assert str(error) == "clear is not offered"
else:
    raise AssertionError("no error came")
print("twin ok")
