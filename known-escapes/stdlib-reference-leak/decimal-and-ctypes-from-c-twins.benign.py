# id: decimal-and-ctypes-from-c-twins
# twin-of: stdlib-reference-leak/decimal-and-ctypes-from-c-twins
# shows: decimals with contexts, signals and rounding; fractions

import decimal
import fractions

D = decimal.Decimal
assert D("0.1") + D("0.2") == D("0.3") and str(D("1.10") * 3) == "3.30"
with decimal.localcontext() as context:
    context.prec = 50
    assert str(D(2).sqrt()) == "1.4142135623730950488016887242096980785696718753769"
    context.traps[decimal.Inexact] = True
    try:
        D(1) / D(3)
    except decimal.Inexact:
        pass
    else:
        raise AssertionError("a third is exact")
assert decimal.getcontext().prec == 28
assert D("2.675").quantize(D("0.01"), rounding=decimal.ROUND_HALF_UP) == D("2.68")
assert D("-0").is_signed() and D("NaN").is_nan() and D("1E+3").as_tuple().exponent == 3
try:
    D(1) / 0
except decimal.DivisionByZero:
    pass
else:
    raise AssertionError("divided by zero")
assert f"{D('1234.5'):,.2f}" == "1,234.50" and D("3.7") // 1 == 3 and round(D("2.5")) == 2
F = fractions.Fraction
assert F(1, 3) + F("1/6") == F(1, 2) and F(0.75) == F(3, 4) and F("3.14").limit_denominator(10) == F(22, 7)
print("twin ok")
