# id: bytes-join-buffer
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-151295
# technique: join() borrows each item while its __buffer__ runs, which drops the item from the list
# needs: 3.12+
# pythons: 3.12.1, 3.13.0
# stopped-by: supervisor, seccomp
# fix: structural
# alive-when: crash


class Part:
    def __buffer__(self, flags):
        parts.clear()
        return memoryview(b"part")


for _ in range(100):
    parts = [Part(), Part(), Part()]
    try:
        b", ".join(parts)
    except (RuntimeError, TypeError):
        pass
