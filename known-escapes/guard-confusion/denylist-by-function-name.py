# id: denylist-by-function-name
# family: guard-confusion
# kind: escape
# invariant: D, E, G
# origin: smolagents' table of dangerous functions
# technique: os.open is refused by its name and module, yet the same function is in posix under other colours
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import random

twin = random._os.sys.modules["posix"]
handle = twin.open("canary.txt", twin.O_RDONLY)
print(twin.read(handle, 100).decode())
