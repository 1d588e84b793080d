# id: groupby-key-compare
# twin-of: memory-safety/groupby-key-compare
# shows: groups, windows and products of itertools with keys of the program

import itertools

words = ["apple", "avocado", "bean", "beet", "corn"]
groups = {key: list(group) for key, group in itertools.groupby(words, key=lambda word: word[0])}
assert groups == {"a": ["apple", "avocado"], "b": ["bean", "beet"], "c": ["corn"]}


class Fuzzy:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return abs(self.number - other.number) < 1


runs = [len(list(group)) for _, group in itertools.groupby([1, 1.5, 4, 4.2, 9], key=Fuzzy)]
assert runs == [2, 2, 1]
assert list(itertools.pairwise("abc")) == [("a", "b"), ("b", "c")]
assert list(itertools.islice(itertools.cycle("ab"), 5)) == list("ababa")
assert list(itertools.chain.from_iterable([[1], (2, 3)])) == [1, 2, 3]
assert ["".join(p) for p in itertools.product("ab", repeat=2)] == ["aa", "ab", "ba", "bb"]
assert len(list(itertools.permutations(range(4)))) == 24
assert list(itertools.combinations("abc", 2)) == [("a", "b"), ("a", "c"), ("b", "c")]
assert list(itertools.zip_longest([1, 2], "a", fillvalue="-")) == [(1, "a"), (2, "-")]
assert list(itertools.starmap(pow, [(2, 3), (3, 2)])) == [8, 9]
assert list(itertools.takewhile(str.isalpha, "ab1c")) == ["a", "b"]
assert list(itertools.compress("abcd", [1, 0, 1, 0])) == ["a", "c"]
print("twin ok")
