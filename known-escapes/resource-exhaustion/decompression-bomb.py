# id: decompression-bomb
# family: resource-exhaustion
# kind: denial-of-service
# invariant: F
# origin: general knowledge of compression
# technique: a few hundred bytes, compressed twice, expand to gigabytes
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor
# fix: structural
# alive-when: exhausts

import zlib

packer = zlib.compressobj(9)
packed = b"".join(packer.compress(bytes(1 << 24)) for _ in range(80)) + packer.flush()
print(len(zlib.decompress(packed)))
