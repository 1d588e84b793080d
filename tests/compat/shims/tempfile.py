# SPDX-License-Identifier: Apache-2.0
"""Temporary files: one without a name is memory; for one with a name a cell has no place."""

import io
from _refusal import refuse


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                  dir=None, *, errors=None):
    """A file that nobody else could open anyway."""
    raw = io.BytesIO()
    return raw if "b" in mode else io.TextIOWrapper(raw, encoding or "utf-8", errors, newline)


def _refusing(name):
    def refused(*args, **kwargs):
        refuse(f"tempfile.{name}")
    return refused


for _name in ("mkdtemp", "mkstemp", "mktemp", "NamedTemporaryFile", "TemporaryDirectory"):
    globals()[_name] = _refusing(_name)
