# SPDX-License-Identifier: Apache-2.0
"""Facts of the machine, which a guest is not told beyond what sys says."""


def python_implementation():
    return "CPython"


def system():
    return "Linux"


def machine():
    return ""


def libc_ver():
    return "", ""
