# SPDX-License-Identifier: Apache-2.0
"""Names that helpers import; a cell has no files."""

from _refusal import refuse


def move(source, target):
    refuse("shutil.move")


def rmtree(path, ignore_errors=False):
    refuse("shutil.rmtree")


def get_terminal_size(fallback=(80, 24)):
    return fallback
