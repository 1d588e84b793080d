# SPDX-License-Identifier: Apache-2.0
"""The one function that unittest.mock uses."""

from importlib import import_module


def resolve_name(name):
    """The object of a dotted name, or of "package.module:object.attribute"."""
    module, colon, rest = name.partition(":")
    if colon:
        found = import_module(module)
    else:
        parts = name.split(".")
        found = import_module(parts.pop(0))
        path = found.__name__
        while parts:
            path += "." + parts[0]
            try:
                found = import_module(path)
            except ImportError:
                break
            parts.pop(0)
        rest = ".".join(parts)
    for part in filter(None, rest.split(".")):
        found = getattr(found, part)
    return found
