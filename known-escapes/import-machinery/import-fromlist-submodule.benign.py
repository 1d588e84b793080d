# id: import-fromlist-submodule
# twin-of: import-machinery/import-fromlist-submodule
# shows: names imported from packages, and a module asked for by a text

from collections import OrderedDict, abc
from collections.abc import Mapping as AbstractMapping
from json import decoder, dumps as to_json
from json.encoder import JSONEncoder

assert isinstance(OrderedDict(), AbstractMapping) and abc.Mapping is AbstractMapping
assert to_json({"a": 1}) == '{"a": 1}' and issubclass(decoder.JSONDecodeError, ValueError)
module = __import__("math")
assert module.sqrt(9) == 3 and module.__name__ == "math"
package = __import__("collections.abc", fromlist=["Mapping"])
assert package.Mapping is AbstractMapping and __import__("collections.abc").__name__ == "collections"


def late():
    import math as mathematics
    from os.path import join, splitext
    return mathematics.floor(2.7), join("a", "b"), splitext("x.tar.gz")


assert late() == (2, "a/b", ("x.tar", ".gz"))
try:
    from math import fast_path
except ImportError as error:
    fast_path = error.name
else:
    raise AssertionError("no error came")
assert fast_path == "math"
names = {}
exec("from math import *", names)
assert names["pi"] == module.pi and "sqrt" in names
print("twin ok")
