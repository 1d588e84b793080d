# SPDX-License-Identifier: Apache-2.0
"""Generators: pipelines, itertools, unpacking."""
import itertools


def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def pairs(source):
    for left, right in zip(source, itertools.islice(itertools.cycle((1, 2, 3)), 40000)):
        yield left, right


def flat(source):
    for pair in source:
        yield from pair


total = sum(flat(pairs(numbers(40000))))
chunks = [list(group) for _, group in itertools.groupby(range(20000), key=lambda n: n // 7)]
print(total, len(chunks), sum(a * b for a, b in itertools.combinations(range(150), 2)))
