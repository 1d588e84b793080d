# id: func-closure-cells
# twin-of: function-internals/func-closure-cells
# shows: closures, counters with nonlocal, and decorators by functools.wraps

import functools


def counter(start=0):
    def count(step=1):
        nonlocal start
        start += step
        return start

    return count


def repeat(times):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            wrapper.calls += 1
            return [function(*args, **kwargs) for _ in range(times)]

        wrapper.calls = 0
        return wrapper

    return decorate


@repeat(2)
def greet(name, mark="!") -> str:
    "Say hello."
    return f"hello {name}{mark}"


first, second = counter(), counter(10)
assert [first(), first(5), second(), first()] == [1, 6, 11, 7]
assert greet("ada", mark="?") == ["hello ada?"] * 2 and greet.calls == 1
assert greet.__name__ == "greet" and greet.__doc__ == "Say hello." and greet.__module__ == __name__
assert greet.__annotations__ == {"return": str} and greet.__wrapped__("bob") == "hello bob!"
adders = [lambda n, k=k: n + k for k in range(3)]
assert [add(10) for add in adders] == [10, 11, 12]
print("twin ok")
