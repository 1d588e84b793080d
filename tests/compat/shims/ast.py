# SPDX-License-Identifier: Apache-2.0
"""Names that test modules import; the trees of the compiler are closed to guests."""

from _refusal import refuse

PyCF_ONLY_AST = 0x400
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None):
    refuse("ast.parse")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    refuse(f"ast.{name}")
