# id: memoryview-hash
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-142664
# technique: hashing a view calls __hash__ of its exporter, which lets go of the memory that is about to be hashed
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash


class Exporter(bytearray):
    def __hash__(self):
        view.release()
        self.clear()
        return 1


view = memoryview(Exporter(1 << 24)).toreadonly()
hash(view)
