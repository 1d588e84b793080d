# id: background-thread
# twin-of: lifecycle/background-thread
# shows: work taken in turns by generators, where a thread would have been used elsewhere

import collections


class Scheduler:
    def __init__(self):
        self.ready = collections.deque()
        self.waiting = collections.defaultdict(list)

    def spawn(self, task):
        self.ready.append((task, None))

    def run(self):
        while self.ready:
            task, value = self.ready.popleft()
            try:
                action, *details = task.send(value)
            except StopIteration:
                continue
            getattr(self, "do_" + action)(task, *details)

    def do_turn(self, task):
        self.ready.append((task, None))

    def do_put(self, task, channel, value):
        if self.waiting[channel]:
            self.ready.append((self.waiting[channel].pop(0), value))
        self.ready.append((task, None))

    def do_get(self, task, channel):
        self.waiting[channel].append(task)


def producer(limit):
    for number in range(limit):
        yield "put", "numbers", number
        yield ("turn",)


def consumer(results):
    while True:
        results.append((yield "get", "numbers"))


results = []
scheduler = Scheduler()
scheduler.spawn(consumer(results))
scheduler.spawn(producer(4))
scheduler.run()
assert results == [0, 1, 2, 3]
print("twin ok")
