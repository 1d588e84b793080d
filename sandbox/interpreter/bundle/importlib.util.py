# SPDX-License-Identifier: Apache-2.0
"""Questions about modules.

Stands in for the standard module, most of which makes loaders for files.
"""

from _padcell import refuse as _record_refusal


class _Found:
    """What is known of a module without importing it: its name."""

    def __init__(self, name):
        self.name, self.parent = name, name.rpartition(".")[0]
        self.loader = self.origin = self.submodule_search_locations = None


def find_spec(name, package=None):
    """Whether a module can be imported: something that is true, or None.  Finds out by importing it."""
    from importlib import import_module
    try:
        import_module(name, package)
    except ImportError:
        return None
    return _Found(name)


def _refuse(what):
    def refused(*args, **kwargs):
        _record_refusal(f"importlib.util.{what}")

    refused.__name__ = refused.__qualname__ = what
    return refused


cache_from_source, source_from_cache, spec_from_file_location, module_from_spec = map(
    _refuse, ("cache_from_source", "source_from_cache", "spec_from_file_location", "module_from_spec"))
