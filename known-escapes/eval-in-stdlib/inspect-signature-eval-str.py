# id: inspect-signature-eval-str
# family: eval-in-stdlib
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: inspect.signature evaluates annotations given as text when asked to, in globals of the caller's choice
# needs: 3.10+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import dataclasses


def annotated(x: "print(open('canary.txt').read())"):
    pass


dataclasses.inspect.signature(annotated, eval_str=True, globals={})
