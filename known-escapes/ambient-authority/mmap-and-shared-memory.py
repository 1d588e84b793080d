# id: mmap-and-shared-memory
# family: ambient-authority
# kind: isolation
# invariant: A, B, G
# origin: CPython report gh-142665
# technique: a mapped file is shared memory: what one process maps, another reads and writes with no call at all
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import dataclasses
import io

mmap = dataclasses.inspect.importlib.import_module("mmap")
with io.open("canary.txt", "rb") as file:
    print(mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)[:].decode())
