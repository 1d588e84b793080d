# id: marshal-modified-code-exec
# family: code-objects
# kind: crash
# invariant: A
# origin: found while probing CPython
# technique: a stored code object with one operand changed loads without complaint and reads past its constants when it runs
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import itertools

marshal = itertools.__loader__.load_module("marshal")


def read():
    first = 1.5
    second = 2.5
    return [first, second]


# The instructions are stored as they are: the operand that loads a constant becomes 255.
plain = read.__code__.co_code
changed = bytearray(plain)
changed[3] = changed[7] = 255
stored = marshal.dumps(read.__code__).replace(plain, bytes(changed))
for code in [marshal.loads(stored) for _ in range(1000)]:
    print(type(read)(code, {})())
