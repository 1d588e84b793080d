# id: textiowrapper-seek-detach
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-143007
# technique: seek() turns the position into a number by __int__, which detaches the buffer that is then used
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash

import io


class Position(int):
    def __int__(self):
        text.detach()
        return 0


text = io.TextIOWrapper(io.BytesIO(b"text"))
text.seek(Position(1))
