# SPDX-License-Identifier: Apache-2.0
"""Importing by name.

Stands in for the standard package, whose finders and loaders read files and native code.  What may
be imported is the policy's business, as with the import statement.
"""

import sys


def _absolute(name, package):
    if not name.startswith("."):
        return name
    if not package:
        raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
    level = len(name) - len(name.lstrip("."))
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ImportError("attempted relative import beyond top-level package")
    rest = name[level:]
    return f"{parts[0]}.{rest}" if rest else parts[0]


def import_module(name, package=None):
    """The module of that name, the innermost one of a dotted name."""
    name = _absolute(name, package)
    # Called and not a statement: it is the guest who asks, not this library, which may import more.
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """There are none: the cell has no file system."""


def reload(module):
    """Import a module anew and keep its identity."""
    if not isinstance(module, type(sys)):
        raise TypeError("reload() argument must be a module")
    name = module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    del sys.modules[name]
    try:
        made = import_module(name)
        vars(module).update(vars(made))
    finally:
        sys.modules[name] = module
    return module
