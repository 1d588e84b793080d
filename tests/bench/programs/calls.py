# SPDX-License-Identifier: Apache-2.0
"""Calls: recursion, keyword arguments and closures."""


def count(n):
    return n if n < 2 else count(n - 1) + count(n - 2)


def scale(value, *, by=1):
    return value * by


def adder(step):
    def add(value):
        return value + step
    return add


total = count(22)
add = adder(3)
for n in range(60000):
    total = add(scale(n, by=2)) - total % 7
print(total)
