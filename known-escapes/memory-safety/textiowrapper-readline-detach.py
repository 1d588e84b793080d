# id: textiowrapper-readline-detach
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-157364
# technique: a raw object's read detaches the text stream that is in the middle of reading a line
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import io


class Raw(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        text.detach()
        buffer[:4] = b"text"
        return 4


text = io.TextIOWrapper(io.BufferedReader(Raw()))
text.readline()
text.readline()
