# id: property-fget
# twin-of: function-internals/property-fget
# shows: properties with setter and deleter, changed in a subclass

class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def degrees(self):
        "Degrees above the freezing point."
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273.15:
            raise ValueError("colder than cold")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        self._degrees = 0

    fahrenheit = property(lambda self: self.degrees * 9 / 5 + 32)


class Rounded(Celsius):
    @Celsius.degrees.getter
    def degrees(self):
        return round(self._degrees)


water = Celsius(100)
assert water.fahrenheit == 212.0
water.degrees = 37.6
assert Rounded(37.6).degrees == 38 and water.degrees == 37.6
del water.degrees
assert water.degrees == 0 and Celsius.degrees.__doc__ == "Degrees above the freezing point."
for value, kind in ((-300, ValueError),):
    try:
        water.degrees = value
    except kind as error:
        assert str(error) == "colder than cold"
    else:
        raise AssertionError("no error came")
try:
    water.fahrenheit = 1
except AttributeError as error:
    assert "has no setter" in str(error)
else:
    raise AssertionError("no error came")
assert Celsius.degrees.fget(water) == 0
print("twin ok")
