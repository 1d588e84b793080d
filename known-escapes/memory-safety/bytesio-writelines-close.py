# id: bytesio-writelines-close
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-143378
# technique: a line's __buffer__ closes the BytesIO that is being written
# needs: 3.12+
# pythons: 3.12.1, 3.13.0
# stopped-by: supervisor, seccomp
# fix: structural
# alive-when: crash

import io


class Line:
    def __buffer__(self, flags):
        file.close()
        return memoryview(b"line")


file = io.BytesIO()
file.writelines([Line()])
