# id: module-re-enum-sys
# twin-of: stdlib-reference-leak/module-re-enum-sys
# shows: csv, textwrap, shlex, difflib and pprint over text of the program

import csv
import difflib
import fnmatch
import io
import pprint
import shlex
import textwrap

target = io.StringIO()
writer = csv.DictWriter(target, ["name", "note"], lineterminator="\n")
writer.writeheader()
writer.writerow({"name": "Ada", "note": 'says "hi", twice'})
assert target.getvalue() == 'name,note\nAda,"says ""hi"", twice"\n'
assert list(csv.DictReader(io.StringIO(target.getvalue())))[0]["note"] == 'says "hi", twice'
assert list(csv.reader(["a;'b;c'"], delimiter=";", quotechar="'")) == [["a", "b;c"]]
assert textwrap.fill("the quick brown fox", 10) == "the quick\nbrown fox"
assert textwrap.dedent("  a\n    b\n") == "a\n  b\n" and textwrap.shorten("hello big world", 12) == "hello [...]"
assert textwrap.indent("a\n\nb", "> ") == "> a\n\n> b"
assert shlex.split("run 'a b' c\\ d") == ["run", "a b", "c d"] and shlex.quote("a b") == "'a b'"
assert list(difflib.unified_diff(["a", "b"], ["a", "c"], lineterm=""))[-2:] == ["-b", "+c"]
assert difflib.get_close_matches("appel", ["ape", "apple", "peach"]) == ["apple", "ape"]
assert pprint.pformat({"b": list(range(12)), "a": "x" * 50}, width=40).startswith("{'a': 'xxx")
assert fnmatch.filter(["a.py", "b.txt"], "*.py") == ["a.py"]
print("twin ok")
