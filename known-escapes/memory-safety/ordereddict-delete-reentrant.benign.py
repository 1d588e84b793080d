# id: ordereddict-delete-reentrant
# twin-of: memory-safety/ordereddict-delete-reentrant
# shows: ordered dictionaries, counters, chains and deques

import collections

cache = collections.OrderedDict(a=1, b=2, c=3)
cache.move_to_end("a")
assert cache.popitem(last=False) == ("b", 2) and list(cache) == ["c", "a"]
assert cache == {"a": 1, "c": 3} and cache != collections.OrderedDict(a=1, c=3)
assert list(reversed(cache)) == ["a", "c"]
counts = collections.Counter("mississippi")
assert counts.most_common(2) == [("i", 4), ("s", 4)] and (counts - collections.Counter("miss")).total() == 7
groups = collections.defaultdict(list)
for word in ("ab", "b", "ac"):
    groups[word[0]].append(word)
assert groups == {"a": ["ab", "ac"], "b": ["b"]}
window = collections.deque(maxlen=3)
window.extend(range(5))
window.rotate(1)
assert list(window) == [4, 2, 3] and window.popleft() == 4
chain = collections.ChainMap({"a": 1}, {"a": 2, "b": 3})
assert chain["a"] == 1 and chain.new_child({"b": 0})["b"] == 0 and dict(chain.parents) == {"a": 2, "b": 3}
try:
    for key in cache:
        del cache[key]
except RuntimeError as error:
    assert str(error) == "OrderedDict mutated during iteration"
else:
    raise AssertionError("no error came")
print("twin ok")
