# SPDX-License-Identifier: Apache-2.0
"""How a stand-in refuses: as the cell does."""


def refuse(what):
    raise PermissionError(f"{what} is not there in a cell")
