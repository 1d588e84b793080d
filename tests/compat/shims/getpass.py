# SPDX-License-Identifier: Apache-2.0
"""The name of the user, which a guest is not told."""

from _refusal import refuse


def getuser():
    try:
        refuse("getpass.getuser")
    except PermissionError as error:
        raise KeyError(str(error)) from None
