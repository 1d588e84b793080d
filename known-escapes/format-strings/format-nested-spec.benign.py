# id: format-nested-spec
# twin-of: format-strings/format-nested-spec
# shows: width and precision given by arguments, and a class with a format of its own

class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        text = f"{self.cents // 100}.{self.cents % 100:02}"
        return format(text, spec)


assert "{:{fill}{align}{width}}".format("x", fill="*", align="^", width=7) == "***x***"
assert "{:{}.{}f}".format(3.14159, 9, 2) == "     3.14"
assert "{:{w}}|".format(Money(1205), w=">8") == "   12.05|"
assert f"{Money(7):<6}|" == "0.07  |"
width, precision = 10, 4
assert f"{2 / 3:{width}.{precision}}" == "    0.6667"
assert "%-*s|%+.*e" % (5, "ab", 2, 12345.678) == "ab   |+1.23e+04"
assert f"{1234567:,} {255:#x} {5:+d} {0.25:.0%}" == "1,234,567 0xff +5 25%"
print("twin ok")
