# id: iterate-nested-chain
# twin-of: c-stack/iterate-nested-chain
# shows: iterators around iterators, a hundred deep

import itertools

numbers = iter(range(5))
for _ in range(100):
    numbers = itertools.chain(numbers, ())
assert list(numbers) == [0, 1, 2, 3, 4]
layers = range(5)
for _ in range(50):
    layers = map(lambda n: n + 1, filter(lambda n: n is not None, layers))
assert list(layers) == [50, 51, 52, 53, 54]
deep = enumerate(zip("ab", reversed([1, 2])))
assert list(deep) == [(0, ("a", 2)), (1, ("b", 1))]
print("twin ok")
