# id: callback-from-host-sort-or-key
# twin-of: protocol-hooks/callback-from-host-sort-or-key
# shows: functions of the program called back by sort, map, filter, max, iter and re

import bisect
import heapq
import re

calls = []


def key(word):
    calls.append(word)
    return len(word), word


words = ["pear", "fig", "apple", "kiwi"]
assert sorted(words, key=key) == ["fig", "kiwi", "pear", "apple"] and calls == words
assert max(words, key=len) == "apple" and min([], default="none") == "none"
assert list(filter(lambda word: "i" in word, words)) == ["fig", "kiwi"]
assert list(map(lambda a, b: a + b, "ab", "cd")) == ["ac", "bd"]
steps = iter([3, 2, 1, 0, 5])
assert list(iter(lambda: next(steps), 0)) == [3, 2, 1]
assert heapq.nlargest(2, words, key=len) == ["apple", "pear"]
assert list(heapq.merge([1, 4], [2, 3], key=lambda n: n)) == [1, 2, 3, 4]
assert bisect.bisect_left([("a", 1), ("b", 5)], 3, key=lambda pair: pair[1]) == 1
assert re.sub(r"\d", lambda match: str(int(match[0]) * 2), "a1b4") == "a2b8"


def breaks(value):
    raise LookupError(value)


try:
    [3, 1].sort(key=breaks)
except LookupError as error:
    assert error.args == (3,)
else:
    raise AssertionError("no error came")
print("twin ok")
