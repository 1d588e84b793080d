# id: marshal-or-shelve-input
# family: deserialisation
# kind: escape
# invariant: D, E
# origin: general knowledge of caches that hold code
# technique: bytes shaped like a compiled file become a code object with no compiler involved
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import json

external = json.codecs.sys.modules["_frozen_importlib_external"]
data = external._code_to_timestamp_pyc((lambda: open("canary.txt").read()).__code__)
code = external._compile_bytecode(memoryview(data)[16:], "name")
print(type(lambda: 0)(code, {"__builtins__": json.__builtins__})())
