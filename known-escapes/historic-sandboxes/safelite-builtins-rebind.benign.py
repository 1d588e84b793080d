# id: safelite-builtins-rebind
# twin-of: historic-sandboxes/safelite-builtins-rebind
# shows: built-in functions wrapped by the program under their own names

import builtins

real_print, real_len = print, len
log = []


def len(value):
    log.append(type(value).__name__)
    return builtins.len(value)


assert len("abc") == 3 and len([1]) == 1 and log == ["str", "list"]
assert builtins.len is real_len and builtins.print is real_print and builtins.sum([1, 2]) == 3
del len
assert len("ab") == 2 and log == ["str", "list"]
print("twin ok")
