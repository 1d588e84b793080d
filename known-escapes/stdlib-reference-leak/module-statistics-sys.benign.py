# id: module-statistics-sys
# twin-of: stdlib-reference-leak/module-statistics-sys
# shows: statistics, seeded random numbers and digests that are the same on every run

import hashlib
import hmac
import random
import statistics

assert statistics.mean([1, 2, 3, 4]) == 2.5 and statistics.median([3, 1, 2]) == 2
assert statistics.stdev([2, 4, 4, 4, 5, 5, 7, 9]) == 2.138089935299395 and statistics.mode("aab") == "a"
assert statistics.quantiles([1, 2, 3, 4], n=2) == [2.5]
seeded = random.Random(7)
assert [seeded.randrange(100) for _ in range(5)] == [41, 19, 50, 83, 6], "randrange"
random.seed("seed")
state = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(state)
assert first == [random.random() for _ in range(3)] and all(0 <= n < 1 for n in first)
row = list(range(10))
seeded.shuffle(row)
assert sorted(row) == list(range(10)) and len(seeded.sample(row, 3)) == 3 and seeded.choice([4]) == 4
assert hashlib.sha256(b"abc").hexdigest()[:16] == "ba7816bf8f01cfea"
assert hashlib.md5(b"").hexdigest() == "d41d8cd98f00b204e9800998ecf8427e"
assert hmac.new(b"k", b"m", "sha1").hexdigest() == "772b71c8a2997e768be01d9711e4a4f34a24ef33"
assert hmac.compare_digest(b"a", b"a") and hashlib.new("sha512").digest_size == 64
assert hash(1.0) == hash(1) == 1 and hash((1, 2)) == hash((1, 2)) and hash("a") == hash("a")
print("twin ok")
