# id: nfkc-identifier
# twin-of: syntax-and-filters/nfkc-identifier
# shows: identifiers in other scripts, and text that is normalised

import unicodedata

größe = 3
名前 = "name"
π = 3.14


class Café:
    prix = 2


ﬁne = 1
assert größe * 2 == 6 and 名前 == "name" and π > 3 and Café.prix == 2 and fine == 1
assert "ﬁ".isidentifier() and unicodedata.normalize("NFKC", "ﬁ") == "fi"
assert "größe" in globals() and "ﬁne" not in globals() and not "2x".isidentifier()
assert "ǅ".lower() == "ǆ" and "ß".casefold() == "ss" and "İ".lower() == "i̇" and len("👩‍🚀") == 3
assert "\N{GREEK SMALL LETTER PI}" == "π" and ascii("ä€") == "'\\xe4\\u20ac'"
print("twin ok")
