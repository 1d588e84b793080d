# SPDX-License-Identifier: Apache-2.0
"""Numbers: floating point in nested loops."""

size, steps = 60, 60
inside = 0
for row in range(size):
    for column in range(size):
        c = complex(3.0 * column / size - 2.2, 2.4 * row / size - 1.2)
        z = 0j
        for _ in range(steps):
            z = z * z + c
            if abs(z) > 2.0:
                break
        else:
            inside += 1
print(inside)
