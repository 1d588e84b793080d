# id: tuple-hash-nested
# twin-of: c-stack/tuple-hash-nested
# shows: nested tuples as keys, and a recursive structure compared and copied

import copy

key = ()
for n in range(50):
    key = (n, key)
table = {key: "found"}
rebuilt = ()
for n in range(50):
    rebuilt = (n, rebuilt)
assert table[rebuilt] == "found" and hash(key) == hash(rebuilt) and key == rebuilt
assert copy.deepcopy(key) == key and repr(key).count("(") == 51


def size(value):
    return 0 if value == () else 1 + size(value[1])


assert size(key) == 50 and frozenset([key, rebuilt]) == {key}
print("twin ok")
