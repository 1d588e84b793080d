# id: infinite-iterator-consumption
# twin-of: resource-exhaustion/infinite-iterator-consumption
# shows: endless iterators, of which a part is taken

import itertools


def primes():
    composite = {}
    for number in itertools.count(2):
        factors = composite.pop(number, None)
        if factors is None:
            yield number
            composite[number * number] = [number]
        else:
            for factor in factors:
                composite.setdefault(number + factor, []).append(factor)


assert list(itertools.islice(primes(), 10)) == [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
assert next(n for n in itertools.count(1) if n * n > 200) == 15
assert [a for a, _ in zip(itertools.repeat("x"), range(3))] == ["x"] * 3
assert list(itertools.dropwhile(lambda n: n < 3, range(5))) == [3, 4]
assert 7 in itertools.count() and sum(itertools.takewhile(lambda p: p < 30, primes())) == 129
print("twin ok")
