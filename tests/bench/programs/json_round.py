# SPDX-License-Identifier: Apache-2.0
"""JSON: out and in again."""
import json

record = {"name": "padded", "values": list(range(40)), "nested": {"a": [1.5, None, True], "b": "text\u00e9"}}
for n in range(400):
    record["number"] = n
    assert json.loads(json.dumps(record)) == record
print(len(json.dumps([record] * 50, indent=1, sort_keys=True)))
