# id: coroutine-cr-frame
# twin-of: frames/coroutine-cr-frame
# shows: a coroutine that the program drives by hand, with no event loop

class Ask:
    def __init__(self, question):
        self.question = question

    def __await__(self):
        answer = yield self.question
        return answer


async def sum_of(names):
    total = 0
    for name in names:
        total += await Ask(name)
    return total


async def twice(names):
    return 2 * await sum_of(names)


def drive(coroutine, answers):
    asked = []
    question = coroutine.send(None)
    while True:
        asked.append(question)
        try:
            question = coroutine.send(answers[question])
        except StopIteration as stop:
            return asked, stop.value


assert drive(twice(["a", "b", "c"]), {"a": 1, "b": 2, "c": 3}) == (["a", "b", "c"], 12)
waiting = sum_of(["x"])
assert waiting.send(None) == "x"
try:
    waiting.throw(LookupError("no answer"))
except LookupError as error:
    assert error.args == ("no answer",)
else:
    raise AssertionError("no error came")
unused = sum_of([])
unused.close()
print("twin ok")
