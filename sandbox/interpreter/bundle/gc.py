# SPDX-License-Identifier: Apache-2.0
"""The collector: collect now, ask about one object; its switches are remembered, without effect.

Stands in for the C module, which hands out every object of the interpreter.
"""

from _padcell import gc_collect as _collect, gc_facts as _facts
from _padcell import refuse as _record_refusal

DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK = 1, 2, 4, 32, 38
garbage, callbacks = [], []
_threshold, _enabled = (700, 10, 10), True


def collect(generation=2):
    """Collect everything; how many unreachable objects were found."""
    if not 0 <= generation <= 2:
        raise ValueError("invalid generation")
    return _collect()


def enable():
    global _enabled
    _enabled = True


def disable():
    global _enabled
    _enabled = False


def isenabled():
    return _enabled


def is_tracked(obj, /):
    return _facts(obj)[0]


def is_finalized(obj, /):
    return _facts(obj)[1]


def get_threshold():
    return _threshold


def set_threshold(threshold0, threshold1=10, threshold2=10, /):
    global _threshold
    _threshold = threshold0, threshold1, threshold2


def get_count():
    return 0, 0, 0


def get_debug():
    return 0


def freeze():
    """Nothing to gain: the cell's own library is frozen already."""


unfreeze = freeze


def get_freeze_count():
    return 0


def _refuse(what):
    def refused(*args, **kwargs):
        _record_refusal(f"gc.{what}")

    refused.__name__ = refused.__qualname__ = what
    return refused


get_objects, get_referrers, get_referents, get_stats, set_debug = map(
    _refuse, ("get_objects", "get_referrers", "get_referents", "get_stats", "set_debug"))
