# id: generator-and-coroutine-flood
# twin-of: resource-exhaustion/generator-and-coroutine-flood
# shows: a pipeline of generators, a thousand of them alive at once

def stage(source, step):
    for value in source:
        yield value + step


line = iter(range(3))
for step in range(100):
    line = stage(line, step)
assert list(line) == [4950, 4951, 4952]
alive = [stage([n], 1) for n in range(1000)]
assert sum(next(each) for each in alive) == 500500
tree = {n: [2 * n, 2 * n + 1] for n in range(1, 64)}


def walk(node):
    yield node
    for child in tree.get(node, ()):
        yield from walk(child)


assert sum(walk(1)) == 127 * 128 // 2
print("twin ok")
