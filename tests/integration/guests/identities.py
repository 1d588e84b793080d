# SPDX-License-Identifier: Apache-2.0
# 100,000 identities: unique, stable, positive, and no address in any disguise that the oracle knows.
import padcell

objects = [object() for _ in range(100_000)]
identities = [id(thing) for thing in objects]
word = (1 << 64) - 1
for number in identities[:2000]:
    turned = (number << 4 | number >> 60) & word
    back = (number >> 4 | number << 60) & word
    print(number, hex(number), -number, ~number, f"{number:_}", number * 16, turned, back, oct(number))
padcell.result([identities[:500], [number.to_bytes(8, "little") for number in identities[:500]]])

assert len(set(identities)) == len(objects)
assert identities == [id(thing) for thing in objects]
assert min(identities) > 0 and max(identities) < 1 << 63

twin = objects[0]
assert id(twin) == id(objects[0]) != id(objects[1])

# Neighbours in memory are no neighbours here: the numbers spread over their whole range.
low, high = min(identities), max(identities)
assert high - low > 1 << 61
assert len({number >> 54 for number in identities}) > 200
assert len({number & 0xFF for number in identities}) == 256
