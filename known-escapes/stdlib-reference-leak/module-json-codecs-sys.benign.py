# id: module-json-codecs-sys
# twin-of: stdlib-reference-leak/module-json-codecs-sys
# shows: text encoded and decoded, with handlers of errors and other codecs

import base64
import binascii
import codecs
import html
import unicodedata
import urllib.parse

assert "grün €".encode("utf-16-le").decode("utf-16-le") == "grün €"
assert "é€".encode("latin-1", "replace") == b"\xe9?" and "é".encode("ascii", "xmlcharrefreplace") == b"&#233;"
assert "é".encode("ascii", "backslashreplace") == b"\\xe9" and b"\xff".decode("ascii", "surrogateescape") == "\udcff"
assert "naïve".encode("cp1252") == b"na\xefve" and "x".encode("utf-8-sig") == b"\xef\xbb\xbfx"
assert "münchen.de".encode("idna") == b"xn--mnchen-3ya.de" and "ü".encode("punycode") == b"tda"
assert base64.b64decode(base64.b64encode(b"\x00\xff")) == b"\x00\xff" and binascii.hexlify(b"ab") == b"6162"
assert binascii.crc32(b"hello") == 907060870 and base64.urlsafe_b64encode(b"\xfb\xef") == b"--8="
assert html.unescape("&lt;a&gt; &eacute;&#33;") == "<a> é!" and html.escape('"<') == "&quot;&lt;"
assert unicodedata.normalize("NFD", "é") == "e\u0301" and unicodedata.name("ß") == "LATIN SMALL LETTER SHARP S"
assert urllib.parse.urlencode({"q": "a b", "n": "ä"}) == "q=a+b&n=%C3%A4"
assert urllib.parse.urlsplit("http://h:8/p?x=1#f").port == 8
print("twin ok")
