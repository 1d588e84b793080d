# SPDX-License-Identifier: Apache-2.0
"""Containers: dicts, sets, sorting by key, comprehensions."""
import collections

words = [chr(97 + n * 7 % 26) + chr(97 + n * 11 % 26) + str(n % 400) for n in range(30000)]
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
groups = collections.defaultdict(list)
for word, number in counts.items():
    groups[number].append(word)
ordered = sorted(counts, key=lambda word: (-counts[word], word))
print(len(groups), ordered[:3], len({word[0] for word in words} & set("abc")))
print(collections.Counter(word[0] for word in words).most_common(2))
