# SPDX-License-Identifier: Apache-2.0
"""Functions to call when the guest has ended.

Stands in for the C module, whose functions run when the interpreter is taken down: a worker is not
taken down, it ends.  The cell calls _run_exitfuncs() while the guest's limits still hold.
"""

_calls = []


def register(func, *args, **kwargs):
    """Call func(*args, **kwargs) at the end, last registered first."""
    _calls.append((func, args, kwargs))
    return func


def unregister(func):
    """Forget every registration of func."""
    _calls[:] = [call for call in _calls if call[0] != func]


def _run_exitfuncs():
    while _calls:
        func, args, kwargs = _calls.pop()
        func(*args, **kwargs)
