# id: list-richcompare
# twin-of: memory-safety/list-richcompare
# shows: sorting and comparing objects of the program, with orders of its own

import functools


@functools.total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return ".".join(map(str, self.parts))


versions = [Version(text) for text in ("1.10", "1.9", "2.0", "1.9.1")]
assert repr(sorted(versions)) == "[1.9, 1.9.1, 1.10, 2.0]" and max(versions) == Version("2.0")
assert Version("1.0") <= Version("1.0") and Version("2") > Version("1.9")
assert [Version("1"), Version("2")] < [Version("1"), Version("3")] and Version("1.9") in versions
versions.sort(key=lambda version: version.parts[-1], reverse=True)
assert repr(versions) == "[1.10, 1.9, 1.9.1, 2.0]"


def by_length_then_text(a, b):
    return len(a) - len(b) or (a > b) - (a < b)


assert sorted(["bb", "a", "ccc", "aa"], key=functools.cmp_to_key(by_length_then_text)) == ["a", "aa", "bb", "ccc"]
nan = float("nan")
assert [nan] == [nan] and nan != nan
try:
    sorted([1, "a"])
except TypeError as error:
    assert str(error) == "'<' not supported between instances of 'str' and 'int'"
else:
    raise AssertionError("no error came")
print("twin ok")
