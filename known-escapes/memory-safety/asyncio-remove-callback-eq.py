# id: asyncio-remove-callback-eq
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-125966
# technique: callbacks of a future are compared by guest code, which initialises the future again
# needs: a jail that lets asyncio through
# pythons: 3.11.2, 3.12.1
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
asyncio = load("asyncio")


class Loop(asyncio.AbstractEventLoop):
    def get_debug(self):
        return False

    def call_soon(self, *args, **keywords):
        pass


class First:
    def __eq__(self, other):
        future.__init__(loop=loop)
        return NotImplemented

    def __call__(self, future):
        pass


class Second:
    def __eq__(self, other):
        refill.extend(bytes([255]) * 40 for _ in range(500))
        return other.anything

    def __call__(self, future):
        pass


refill = []
loop = Loop()
future = asyncio.Future(loop=loop)
future.add_done_callback(First())
future.remove_done_callback(Second())
