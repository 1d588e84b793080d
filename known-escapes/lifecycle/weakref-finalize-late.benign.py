# id: weakref-finalize-late
# twin-of: lifecycle/weakref-finalize-late
# shows: finalisers that run when their object goes, when they are called, and not twice

import weakref


class Resource:
    pass


log = []
first, second, third = Resource(), Resource(), Resource()
on_first = weakref.finalize(first, log.append, "first")
on_second = weakref.finalize(second, log.append, "second")
on_third = weakref.finalize(third, log.append, "third")
assert on_first.alive and on_first.peek()[2] == ("first",)
del first
assert log == ["first"] and not on_first.alive
assert on_second() is None and on_second() is None and log == ["first", "second"]
assert on_third.detach()[1:] == (log.append, ("third",), {})
del second, third
assert log == ["first", "second"]
on_first.atexit = False
print("twin ok")
