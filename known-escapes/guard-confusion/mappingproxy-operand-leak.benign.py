# id: mappingproxy-operand-leak
# twin-of: guard-confusion/mappingproxy-operand-leak
# shows: the dictionary of a class read, compared and joined to others

import types


class Colour:
    red = 1
    green = 2

    def name(self):
        return "colour"


constants = {key: value for key, value in vars(Colour).items() if isinstance(value, int) and not key.startswith("__")}
assert constants == {"red": 1, "green": 2}
joined = Colour.__dict__ | {"blue": 3}
assert type(joined) is dict and joined["blue"] == 3 and joined["red"] == 1
assert ({"red": 0} | Colour.__dict__)["red"] == 1
view = types.MappingProxyType({"a": 1})
assert view | {"b": 2} == {"a": 1, "b": 2} and view == {"a": 1} and "a" in view
assert list(view) == ["a"] and view.get("z", 9) == 9 and dict(view) is not view
try:
    view["a"] = 2
except TypeError as error:
    assert str(error) == "'mappingproxy' object does not support item assignment"
else:
    raise AssertionError("no error came")
copied = Colour.__dict__.copy()
assert copied["name"](None) == "colour"
print("twin ok")
