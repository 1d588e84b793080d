# SPDX-License-Identifier: Apache-2.0
"""A name that script_helper imports; there is no file to pack."""
