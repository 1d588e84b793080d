# id: regex-cache-poison
# twin-of: shared-state-poisoning/regex-cache-poison
# shows: regular expressions: names, look-around, callbacks, scanners and verbose patterns

import re

date = re.compile(r"""
    (?P<year>\d{4}) - (?P<month>\d\d) - (?P<day>\d\d)   # ISO
""", re.VERBOSE)
match = date.search("on 2024-02-29, or")
assert match.groupdict() == {"year": "2024", "month": "02", "day": "29"} and match.span() == (3, 13)
assert match["month"] == "02" and match.expand(r"\g<day>.\2.\1") == "29.02.2024"
assert date.pattern.strip().startswith("(?P<year>") and date.groups == 3
assert re.sub(r"\b(\w)(\w*)", lambda m: m[1].upper() + m[2], "two words") == "Two Words"
assert re.split(r"([,;])\s*", "a, b;c") == ["a", ",", "b", ";", "c"]
assert re.findall(r"(?<=\$)\d+(?!\d|%)", "$10 $20% $3") == ["10", "3"]
assert [m.group() for m in re.finditer("[aeiou]", "education")] == list("euaio")
assert re.fullmatch("a+", "aaa") and not re.fullmatch("a+", "aab")
assert re.subn("x", "y", "xxz", count=1) == ("yxz", 1)
assert re.match("(a)|b", "b").groups("none") == ("none",)
assert re.escape("a.b*c") == r"a\.b\*c"
assert re.match("STRASSE", "strasse", re.IGNORECASE | re.ASCII)
assert re.sub(rb"\d", b"#", b"a1b2") == b"a#b#"
assert re.compile("a") is re.compile("a")
try:
    re.compile("a(b")
except re.error as error:
    assert str(error) == "missing ), unterminated subpattern at position 1"
else:
    raise AssertionError("no error came")
print("twin ok")
