# id: exception-group-split-override
# family: exceptions
# kind: crash
# invariant: A, D, E
# origin: analysis of RestrictedPython advisory CVE-2025-22153
# technique: except* calls the group's own split() and takes any answer for a pair, so a short tuple is read past its end
# needs: 3.11+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: process, supervisor, seccomp
# fix: structural
# alive-when: crash


class Group(ExceptionGroup):
    def split(self, condition):
        return ()


try:
    raise Group("group", [ValueError()])
except* TypeError:
    pass
