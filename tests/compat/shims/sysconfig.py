# SPDX-License-Identifier: Apache-2.0
"""How CPython was built: what a cell does not know is None, as for a variable that is not set."""


def get_config_var(name):
    return 1 if name == "WITH_DOC_STRINGS" else None


def is_python_build(check_home=None):
    return False
