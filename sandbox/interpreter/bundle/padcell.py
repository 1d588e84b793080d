# SPDX-License-Identifier: Apache-2.0
"""What a guest can ask of the cell it runs in."""

from _padcell import result

__all__ = ["result"]
