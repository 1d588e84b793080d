# id: mro-entries-hook
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: an object among the bases is asked for __mro_entries__ before the class exists
# needs: 3.7+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary


class Base:
    def __mro_entries__(self, bases):
        print(repr.__self__.open("canary.txt").read())
        return ()


class Derived(Base()):
    pass
