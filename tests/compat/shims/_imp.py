# SPDX-License-Identifier: Apache-2.0
"""The switch of import_helper that has no meaning in a cell, which has no frozen modules."""


def _override_frozen_modules_for_tests(value):
    pass
