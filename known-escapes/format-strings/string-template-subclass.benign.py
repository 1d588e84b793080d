# id: string-template-subclass
# twin-of: format-strings/string-template-subclass
# shows: templates with another delimiter and pattern of names

import string


class Percent(string.Template):
    delimiter = "%"
    idpattern = r"[a-z]+_[a-z]+"


assert string.Template("$who likes ${what}s for $$5").substitute(who="tim", what="egg") == "tim likes eggs for $5"
assert Percent("%first_name %other %%").safe_substitute(first_name="Ada") == "Ada %other %"
assert string.Template("$a $b").safe_substitute(a=1) == "1 $b"
assert string.Template("$a ${b} $a").get_identifiers() == ["a", "b"]
assert string.Template("$a $").is_valid() is False
try:
    string.Template("$missing").substitute({})
except KeyError as error:
    assert error.args == ("missing",)
else:
    raise AssertionError("a missing name was found")
try:
    string.Template("line\n$ 5").substitute()
except ValueError as error:
    assert str(error) == "Invalid placeholder in string: line 2, col 1"
else:
    raise AssertionError("no error came")
print("twin ok")
