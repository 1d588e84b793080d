# id: module-attribute-poison
# twin-of: shared-state-poisoning/module-attribute-poison
# shows: json with an encoder and a decoder of the program's own

import datetime
import decimal
import json


class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, datetime.date):
            return {"$date": value.isoformat()}
        if isinstance(value, set):
            return sorted(value)
        return super().default(value)


def revive(mapping):
    if "$date" in mapping:
        return datetime.date.fromisoformat(mapping["$date"])
    return mapping


document = {"day": datetime.date(2024, 2, 29), "tags": {"b", "a"}, "n": 1.5, "none": None, "text": "ä\n"}
text = json.dumps(document, cls=Encoder, sort_keys=True)
assert text == '{"day": {"$date": "2024-02-29"}, "n": 1.5, "none": null, "tags": ["a", "b"], "text": "\\u00e4\\n"}'
back = json.loads(text, object_hook=revive)
assert back["day"] == document["day"] and back["tags"] == ["a", "b"]
assert json.loads("[1.10, 2]", parse_float=decimal.Decimal)[0] == decimal.Decimal("1.10")
assert json.loads('{"b": 1, "a": 2}', object_pairs_hook=list) == [("b", 1), ("a", 2)]
assert json.dumps([1, {"a": []}], indent=2) == '[\n  1,\n  {\n    "a": []\n  }\n]'
assert json.dumps({"a": 1}, separators=(",", ":")) == '{"a":1}'
try:
    json.loads('{"a": }')
except json.JSONDecodeError as error:
    assert (error.msg, error.lineno, error.colno) == ("Expecting value", 1, 7)
else:
    raise AssertionError("no error came")
try:
    json.dumps({1j: 2})
except TypeError as error:
    assert "keys must be" in str(error)
else:
    raise AssertionError("no error came")
assert json.JSONDecoder().raw_decode("[1] rest") == ([1], 3)
print("twin ok")
