# SPDX-License-Identifier: Apache-2.0
"""Text: joining, splitting, formatting, translating."""

lines = []
for n in range(15000):
    lines.append(f"{n:06d} {n / 3:.3f} {'{:>8}'.format(n % 97)} %s" % (n % 11))
text = "\n".join(lines)
fields = [line.split() for line in text.splitlines()]
table = str.maketrans("0123456789", "abcdefghij")
print(len(text), sum(len(field[0].translate(table)) for field in fields), text.upper().count("9"))
print(sum(field[1].startswith("1") for field in fields), len(text.replace(" ", "").encode()))
