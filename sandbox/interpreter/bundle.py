# SPDX-License-Identifier: Apache-2.0
"""interpreter/bundle.py - make the bundle of pure-Python modules for the cell.

Runs in: the build, under the very CPython that the worker embeds, as the code objects are its own.

    python3 bundle.py OUTPUT MODULES.txt SHIMS_DIR

MODULES.txt names one module a line ("json", "json.decoder"); a line "pkg.*" takes a package whole.
A file SHIMS_DIR/<name>.py replaces the standard module of that name: each says in its head why.
Smaller changes are rows of bundle/transforms.py.
A module of the list that this CPython does not have is an error.

KEEP IN STEP: bundle format (bundle.h).
"""

import importlib.util
import marshal
import os
import struct
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "bundle"))
from transforms import TRANSFORMS  # pylint: disable=wrong-import-position
sys.path.pop(0)

VERSION = 1


def fail(message):
    sys.exit(f"bundle.py: {message}")


def read_names(path):
    """Names of MODULES.txt, comments and blank lines dropped."""
    with open(path, encoding="utf-8") as file:
        lines = (line.split("#", 1)[0].strip() for line in file)
        return [line for line in lines if line]


def find_standard(name):
    """Path of a pure-Python standard module, found without importing it."""
    stdlib = os.path.dirname(os.__file__)
    base = os.path.join(stdlib, *name.split("."))
    for path, package in ((os.path.join(base, "__init__.py"), True), (base + ".py", False)):
        if os.path.isfile(path):
            return path, package
    return None, False


def expand(name):
    """"encodings.*" is the package and every module in it."""
    if not name.endswith(".*"):
        return [name]
    package = name[:-2]
    path, is_package = find_standard(package)
    if not is_package:
        fail(f"{package} is not a package of this CPython")
    inside = sorted(entry[:-3] for entry in os.listdir(os.path.dirname(path))
                    if entry.endswith(".py") and entry != "__init__.py")
    return [package] + [f"{package}.{entry}" for entry in inside]


def transform(name, source):
    """The source with the rows of transforms.py applied."""
    for module, old, new, _reason in TRANSFORMS:
        if module != name:
            continue
        if source.count(old) != 1:
            fail(f"{name} does not hold {old!r} exactly once; look at transforms.py again")
        source = source.replace(old, new)
    return source


def load(name, shims):
    """(marshalled code, is a package) of one module."""
    shim = os.path.join(shims, name + ".py")
    path, package = (shim, False) if os.path.isfile(shim) else find_standard(name)
    if path is None:
        fail(f"no module {name} in this CPython and no shim for it")
    with open(path, "rb") as file:
        source = importlib.util.decode_source(file.read())
    source = transform(name, source)
    # The name in tracebacks says which module, never where it lay on the build machine.
    shown = name.replace(".", "/") + ("/__init__.py" if package else ".py")
    code = compile(source, shown, "exec", dont_inherit=True, optimize=0)
    return marshal.dumps(code), package


def build(names, shims):
    """The bytes of a bundle."""
    modules = sorted({each for name in names for each in expand(name)})
    head_size = 20 + 24 * len(modules)
    rows, blobs = [], bytearray()
    for name in modules:
        code, package = load(name, shims)
        encoded = name.encode()
        name_offset = head_size + len(blobs)
        blobs += encoded
        code_offset = head_size + len(blobs)
        blobs += code
        rows.append(struct.pack("<6I", name_offset, len(encoded), int(package), code_offset,
                                len(code), zlib.crc32(code)))
    head = b"PCBUNDLE" + struct.pack("<3I", VERSION, sys.hexversion >> 16, len(modules))
    return head + b"".join(rows) + bytes(blobs)


def main():
    if len(sys.argv) != 4:
        fail("usage: bundle.py OUTPUT MODULES.txt SHIMS_DIR")
    output, names, shims = sys.argv[1:]
    data = build(read_names(names), shims)
    with open(output, "wb") as file:
        file.write(data)


main()
