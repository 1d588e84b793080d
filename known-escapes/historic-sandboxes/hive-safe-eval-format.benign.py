# id: hive-safe-eval-format
# twin-of: historic-sandboxes/hive-safe-eval-format
# shows: a calculator of the program's own: names given, arithmetic evaluated

import math

allowed = {name: getattr(math, name) for name in ("sqrt", "sin", "pi", "floor")}


def calculate(text, **names):
    return eval(text, {"__builtins__": {}}, {**allowed, **names})


assert calculate("sqrt(16) + 2 ** 3") == 12.0 and calculate("floor(pi * r ** 2)", r=2) == 12
assert calculate("[x * 2 for x in row]", row=[1, 2]) == [2, 4]
assert "{total:.2f}".format(total=calculate("a / b", a=1, b=3)) == "0.33"
for wrong, kind in (("unknown + 1", NameError), ("1 / 0", ZeroDivisionError), ("1 +", SyntaxError)):
    try:
        calculate(wrong)
    except kind:
        pass
    else:
        raise AssertionError(wrong)
print("twin ok")
