# id: stdio-object-replacement
# twin-of: interpreter-hooks/stdio-object-replacement
# shows: output redirected to a StringIO, and to an object of the program's own

import contextlib
import io
import sys

kept = sys.stdout
sys.stdout = io.StringIO()
print("one", 2, sep="-", end="!")
text = sys.stdout.getvalue()
sys.stdout = kept
assert text == "one-2!"
with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
    print("to out")
    print("to err", file=sys.stderr)
assert (out.getvalue(), err.getvalue()) == ("to out\n", "to err\n") and sys.stdout is kept


class Tee:
    def __init__(self, *targets):
        self.targets = targets

    def write(self, text):
        for target in self.targets:
            target.write(text)
        return len(text)

    def flush(self):
        pass


copy = io.StringIO()
sys.stdout = Tee(kept, copy)
try:
    print("teed", flush=True)
finally:
    sys.stdout = kept
assert copy.getvalue() == "teed\n" and sys.__stdout__ is kept
print("twin ok")
