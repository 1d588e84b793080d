# id: decompression-bomb
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of compression
# technique: a piece of sixteen kilobytes expands to sixteen megabytes, and pieces can be repeated at will
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, interpreter
# fix: structural
# alive-when: exhausts

import zlib

packer = zlib.compressobj(9, zlib.DEFLATED, -15)
piece = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
print(len(zlib.decompress(piece * 80, -15)))
