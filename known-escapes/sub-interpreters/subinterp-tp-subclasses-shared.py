# id: subinterp-tp-subclasses-shared
# family: sub-interpreters
# kind: isolation
# invariant: B, C, D, E
# origin: CPython report gh-94673
# technique: up to 3.11 the subclass table of a static type is one for the process: a new interpreter sees the host's classes
# needs: 3.11 or before
# pythons: 3.11.2
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import dataclasses

interpreters = dataclasses.inspect.importlib.import_module("_xxsubinterpreters")
program = """
for c in object.__subclasses__():
    if c.__name__ == "PadcellCanary":
        print(c.token, flush=True)
"""
interpreters.run_string(interpreters.create(), program)
