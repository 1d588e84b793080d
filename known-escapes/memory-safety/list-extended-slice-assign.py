# id: list-extended-slice-assign
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-120384
# technique: assignment to an extended slice measures the list before it iterates the value, which shrinks the list
# needs: 3.12 or before
# pythons: 3.11.2, 3.12.1
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash


class Value:
    def __iter__(self):
        numbers.clear()
        yield from range(100_000)


numbers = [0] * 100_000
numbers[::-1] = Value()
