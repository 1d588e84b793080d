# id: subclass-chain-cache-update
# family: c-stack
# kind: crash
# invariant: A
# origin: found while probing CPython
# technique: a change to a class visits the classes below it by recursion in C, and a small stack ends before a chain of 1,000
# needs: a jail that lets threading through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
threading = load("threading")


class Base:
    pass


def change():
    Base.__len__ = lambda self: 1


chain = [Base]
for _ in range(1000):
    chain.append(type("Below", (chain[-1],), {"__slots__": ()}))
threading.stack_size(65536)
thread = threading.Thread(target=change)
thread.start()
thread.join()
