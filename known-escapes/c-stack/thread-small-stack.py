# id: thread-small-stack
# family: c-stack
# kind: crash
# invariant: A
# origin: found while probing CPython
# technique: a thread with the smallest stack reaches its end before the recursion limit does
# needs: a jail that lets threading through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
threading = load("threading")


def deep(value):
    return sorted([value, value], key=deep)


threading.stack_size(32768)
thread = threading.Thread(target=deep, args=(1,))
thread.start()
thread.join()
