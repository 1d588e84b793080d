# SPDX-License-Identifier: Apache-2.0
"""A name that test_enum imports; manual pages need source files and a terminal."""

from _refusal import refuse


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    refuse(f"pydoc.{name}")
