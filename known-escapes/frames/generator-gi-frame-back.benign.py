# id: generator-gi-frame-back
# twin-of: frames/generator-gi-frame-back
# shows: generators that are sent values, thrown exceptions, closed and asked for their result

def averager():
    total, count, average = 0.0, 0, None
    while True:
        try:
            value = yield average
        except ZeroDivisionError:
            total, count, average = 0.0, 0, None
            continue
        total += value
        count += 1
        average = total / count


log = []


def guarded():
    try:
        yield "open"
        yield "never"
    finally:
        log.append("closed")


mean = averager()
assert next(mean) is None
assert mean.send(10) == 10.0 and mean.send(20) == 15.0
assert mean.throw(ZeroDivisionError("start again")) is None
assert mean.send(4) == 4.0
mean.close()
try:
    mean.send(1)
except StopIteration as stop:
    assert stop.value is None
else:
    raise AssertionError("a closed generator went on")

door = guarded()
assert next(door) == "open"
door.close()
assert log == ["closed"]
assert sum(n * n for n in range(10) if n % 2) == 165
assert door.__name__ == "guarded" and iter(door) is door
print("twin ok")
