# id: string-formatter-class
# twin-of: format-strings/string-formatter-class
# shows: a string.Formatter of the program's own, with defaults for what is missing

import string


class Polite(string.Formatter):
    def get_value(self, key, args, kwargs):
        if isinstance(key, str):
            return kwargs.get(key, f"<{key}>")
        return super().get_value(key, args, kwargs)

    def convert_field(self, value, conversion):
        if conversion == "u":
            return str(value).upper()
        return super().convert_field(value, conversion)

    def check_unused_args(self, used, args, kwargs):
        self.unused = set(kwargs) - used


polite = Polite()
assert polite.format("{0} and {name!u} and {gone}", 1, name="bob", spare=2) == "1 and BOB and <gone>"
assert polite.unused == {"spare"}
assert string.Formatter().vformat("{0:>4}|{a[1]}", (7,), {"a": "xyz"}) == "   7|y"
assert string.Formatter().format("{}{}{}", *"abc") == "abc"
fields = [field for _, field, _, _ in string.Formatter().parse("a{b}c{d.e!r:>3}") if field]
assert fields == ["b", "d.e"]
print("twin ok")
