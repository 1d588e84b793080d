# id: langchain-exec-filter
# twin-of: historic-sandboxes/langchain-exec-filter
# shows: a small program held as text: executed, its output caught, its result taken

import contextlib
import io

source = """
import math

def area(radius):
    return round(math.pi * radius ** 2, 2)

for radius in (1, 2):
    print(radius, area(radius))
result = area(3)
"""
out = io.StringIO()
names = {"__name__": "answer"}
with contextlib.redirect_stdout(out):
    exec(source, names)
assert out.getvalue() == "1 3.14\n2 12.57\n" and names["result"] == 28.27
assert names["area"].__module__ == "answer"
try:
    exec("def broken():\n    return missing\nbroken()", {})
except NameError as error:
    assert error.name == "missing"
else:
    raise AssertionError("no error came")
print("twin ok")
