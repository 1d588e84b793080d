# SPDX-License-Identifier: Apache-2.0
"""The naive jail: what is written by those who think that a short list of builtins is enough.

Runs as __main__ of padcell-naive, which hands it GUEST_SOURCE, GUEST_NAME and the token.  It is the
control of `padcell replay`: a known escape is alive when it gets the token out of here.
"""
import os
import sys
import traceback
import types

CANARY = os.environ["PADCELL_CANARY"]


class PadcellCanary:
    """A class of the host, for those who walk object.__subclasses__()."""

    token = CANARY


sys.modules["padcell_canary"] = types.ModuleType("padcell_canary")
sys.modules["padcell_canary"].TOKEN = CANARY
with open("canary.txt", "w", encoding="ascii") as canary_file:
    canary_file.write(CANARY)

SAFE_BUILTINS = (
    "print len range str int float bool list dict set tuple bytes bytearray complex frozenset slice object type "
    "isinstance issubclass getattr setattr hasattr delattr callable repr hash id iter next enumerate zip map filter "
    "sorted reversed sum min max abs any all ord chr hex oct bin round divmod pow format vars dir super property "
    "classmethod staticmethod memoryview ascii None True False NotImplemented Ellipsis __build_class__"
).split()

# KEEP IN STEP: default modules (the default policy of sandbox/policy).
SAFE_MODULES = frozenset(
    "math cmath json re random datetime time collections itertools functools operator dataclasses enum typing abc "
    "string textwrap statistics fractions decimal numbers heapq bisect array struct copy pprint contextlib types "
    "hashlib base64 binascii csv io zlib unicodedata difflib graphlib calendar uuid html urllib.parse weakref keyword "
    "shlex fnmatch colorsys secrets traceback warnings contextvars hmac reprlib __future__".split()
)


def guarded_import(name, globals=None, locals=None, fromlist=(), level=0):
    permitted = name in SAFE_MODULES or name.partition(".")[0] in SAFE_MODULES or name == "urllib"
    if not permitted:
        raise ImportError("import of %r is not allowed" % (name,))
    return __import__(name, globals, locals, fromlist, level)


def safe_builtins():
    host = vars(sys.modules["builtins"])
    safe = {name: host[name] for name in SAFE_BUILTINS if name in host}
    for name, value in host.items():
        if isinstance(value, type) and issubclass(value, BaseException):
            safe[name] = value
    safe["__import__"] = guarded_import
    safe["__name__"] = "builtins"
    return safe


def run_guest(source, name):
    """Run the guest; returns the exit code."""
    namespace = {"__builtins__": safe_builtins(), "__name__": "guest"}
    try:
        exec(compile(source, name, "exec"), namespace)
    except SystemExit as end:
        return 0 if end.code in (None, 0) else EXIT_GUEST
    except MemoryError:
        return EXIT_MEMORY
    except BaseException:
        traceback.print_exc()
        return EXIT_GUEST
    return 0


EXIT_CODE = run_guest(GUEST_SOURCE, GUEST_NAME)
try:
    sys.stdout.flush()
except BaseException:
    EXIT_CODE = EXIT_CODE or EXIT_GUEST
