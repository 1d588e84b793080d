# SPDX-License-Identifier: Apache-2.0
"""Regular expressions over text."""
import re

text = " ".join(f"key{n}=value{n * 7 % 1000};" for n in range(4000))
found = re.findall(r"key(\d+)=value(\d+);", text)
changed = re.sub(r"value(\d+)", lambda match: str(int(match[1]) + 1), text)
print(len(found), len(changed), sum(1 for _ in re.finditer(r"\b\w+7=", text)))
