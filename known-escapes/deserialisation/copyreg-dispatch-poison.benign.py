# id: copyreg-dispatch-poison
# twin-of: deserialisation/copyreg-dispatch-poison
# shows: copies of the program's own records, with memo and replaced parts

import copy
import dataclasses
import datetime
import decimal
import re
import uuid


@dataclasses.dataclass
class Record:
    name: str
    when: datetime.date
    price: decimal.Decimal
    tags: set


record = Record("r", datetime.date(2024, 1, 2), decimal.Decimal("1.5"), {"a"})
shallow, deep = copy.copy(record), copy.deepcopy(record)
assert shallow == deep == record and shallow.tags is record.tags and deep.tags is not record.tags
assert copy.deepcopy(re.compile("a")) is re.compile("a") and copy.copy(len) is len
function = lambda: 1
assert copy.deepcopy(function) is function and copy.copy(Record) is Record
shared = [1]
first, second = copy.deepcopy((shared, shared))
assert first is second and first is not shared
memo = {id(shared): "replaced"}
assert copy.deepcopy([shared], memo) == ["replaced"]
nested = {"rows": [{"n": n} for n in range(3)], "range": range(3), "bytes": bytearray(b"x")}
assert copy.deepcopy(nested) == nested
name = uuid.uuid4()
assert copy.deepcopy([name]) == [name] and copy.copy(name).hex == name.hex
print("twin ok")
