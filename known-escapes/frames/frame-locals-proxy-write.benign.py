# id: frame-locals-proxy-write
# twin-of: frames/frame-locals-proxy-write
# shows: locals() and globals() read and written as dictionaries

counter = 1


def scope(first, *rest, key=None):
    inner = first * 2
    return locals()


class Body:
    one = 1
    names = sorted(name for name in locals() if not name.startswith("_"))


assert scope(3, 4, key="k") == {"first": 3, "rest": (4,), "key": "k", "inner": 6}
globals()["made"] = counter + 1
assert made == 2
assert locals() is globals()
assert Body.names == ["one"]
assert "{first}-{inner}".format(**scope(2)) == "2-4"
assert "scope" in dir() and "absent" not in dir()
del globals()["made"]
try:
    made
except NameError as error:
    assert error.name == "made"
else:
    raise AssertionError("no error came")
print("twin ok")
