# id: sys-modules-lookup
# twin-of: import-machinery/sys-modules-lookup
# shows: what the sys module says of versions, limits and loaded modules

import json
import sys

assert sys.modules["json"] is json and "sys" in sys.modules and "never_loaded" not in sys.modules
assert sys.modules[__name__].__dict__ is globals()
assert sys.version_info >= (3, 8) and sys.version_info[:2] == (sys.version_info.major, sys.version_info.minor)
assert sys.maxsize == 2 ** 63 - 1 and sys.byteorder == "little" and sys.float_info.dig == 15
assert sys.implementation.name == "cpython" and sys.platform == "linux"
assert sys.getsizeof([]) > 0 and sys.intern("a b") is sys.intern("a" + " b")
assert json.__name__ == "json" and json.decoder.__name__ == "json.decoder"
assert isinstance(sys.argv, list) and isinstance(sys.path, list)
assert __name__ == "__main__"
if __name__ == "__main__":
    ran = True
assert ran
print("twin ok")
