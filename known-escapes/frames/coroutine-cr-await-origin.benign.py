# id: coroutine-cr-await-origin
# twin-of: frames/coroutine-cr-await-origin
# shows: async for, async with and asynchronous generators under a small scheduler

import collections
import contextlib
import types


@types.coroutine
def pause():
    yield


async def ticks(limit):
    for number in range(limit):
        await pause()
        yield number


class Session:
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        await pause()
        self.log.append("enter")
        return self

    async def __aexit__(self, kind, error, trace):
        self.log.append(f"exit {kind.__name__ if kind else None}")
        return kind is KeyError


@contextlib.asynccontextmanager
async def opened(log):
    log.append("open")
    try:
        yield 42
    finally:
        log.append("close")


async def task(name, limit, log):
    async with Session(log):
        async for number in ticks(limit):
            log.append(f"{name}{number}")
        raise KeyError(name)
    async with opened(log) as value:
        return value + sum([n async for n in ticks(limit)])


def run(*coroutines):
    ready = collections.deque(enumerate(coroutines))
    results = {}
    while ready:
        key, coroutine = ready.popleft()
        try:
            coroutine.send(None)
        except StopIteration as stop:
            results[key] = stop.value
        else:
            ready.append((key, coroutine))
    return [results[key] for key in sorted(results)]


log = []
assert run(task("a", 2, log), task("b", 1, log)) == [43, 42]
assert log == ["enter", "enter", "a0", "b0", "exit KeyError", "open", "a1", "exit KeyError", "open", "close", "close"], log
print("twin ok")
