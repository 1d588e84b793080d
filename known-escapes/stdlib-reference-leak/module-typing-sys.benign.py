# id: module-typing-sys
# twin-of: stdlib-reference-leak/module-typing-sys
# shows: graphs, heaps, bisection, contexts and identifiers of the standard library

import contextvars
import graphlib
import heapq
import string
import uuid

order = graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order()
assert list(order)[0] == "a"
try:
    graphlib.TopologicalSorter({1: {2}, 2: {1}}).prepare()
except graphlib.CycleError as error:
    assert set(error.args[1]) == {1, 2}
else:
    raise AssertionError("no error came")
heap = [5, 2, 8]
heapq.heapify(heap)
heapq.heappush(heap, 1)
assert [heapq.heappop(heap) for _ in range(4)] == [1, 2, 5, 8]
variable = contextvars.ContextVar("variable", default=0)
token = variable.set(1)
context = contextvars.copy_context()
context.run(variable.set, 2)
assert variable.get() == 1 and context[variable] == 2
variable.reset(token)
assert variable.get() == 0
assert uuid.uuid5(uuid.NAMESPACE_DNS, "python.org") == uuid.UUID("886313e1-3b8a-5372-9b90-0c9aee199e5d")
assert uuid.uuid4().version == 4 and string.capwords("a b") == "A B" and string.digits == "0123456789"
print("twin ok")
