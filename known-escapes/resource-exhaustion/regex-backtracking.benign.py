# id: regex-backtracking
# twin-of: resource-exhaustion/regex-backtracking
# shows: patterns that go back a little, and possessive ones that do not

import re

assert re.match(r"(a+)+b", "a" * 15 + "b").end() == 16 and not re.match(r"(a+)+b", "a" * 15)
assert re.match(r"(?>a+)b", "aaab") and not re.match(r"a++ab", "aaab")
assert re.search(r"(\w+) \1", "say it it now").group(1) == "it"
assert re.findall(r'"((?:[^"\\]|\\.)*)"', r'"a\"b" "c"') == [r'a\"b', "c"]
assert re.match(r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$", "192.168.0.1")
assert re.sub(r"(?m)^\s+|\s+$", "", "  a \n  b ") == "a\nb"
assert [bool(re.fullmatch(r"(<)?\w+(?(1)>)", text)) for text in ("<a>", "a", "<a")] == [True, True, False]
print("twin ok")
