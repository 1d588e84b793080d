# id: lru-cache-wrapped
# twin-of: function-internals/lru-cache-wrapped
# shows: memoised functions: hits, limits, clearing, and the function below

import functools

calls = []


@functools.lru_cache(maxsize=2)
def square(number):
    calls.append(number)
    return number * number


@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


assert [square(n) for n in (2, 2, 3, 4, 2)] == [4, 4, 9, 16, 4]
assert calls == [2, 3, 4, 2]
assert square.cache_info() == (1, 4, 2, 2) and square.cache_parameters()["maxsize"] == 2
assert square.__wrapped__(5) == 25 and square.cache_info().hits == 1
square.cache_clear()
assert square.cache_info().currsize == 0
assert fibonacci(80) == 23416728348467685


class Circle:
    made = 0

    @functools.cached_property
    def area(self):
        Circle.made += 1
        return 42


circle = Circle()
assert circle.area + circle.area == 84 and Circle.made == 1
print("twin ok")
