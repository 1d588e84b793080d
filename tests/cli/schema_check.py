# SPDX-License-Identifier: Apache-2.0
"""tests/cli/schema_check.py - checks a document against the part of JSON Schema that our schemas use.

A keyword that is not known here is an error, so that nothing in a schema goes unchecked.
"""
import re

ANNOTATIONS = {"$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


class Invalid(Exception):
    pass


def has_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def check_type(value, names, *_):
    return any(has_type(value, name) for name in ([names] if isinstance(names, str) else names))


def fits(value, schema, root, path):
    try:
        check(value, schema, root, path)
    except Invalid:
        return False
    return True


def check_properties(value, properties, schema, root, path):
    for key, rule in properties.items():
        if key in value:
            check(value[key], rule, root, f"{path}.{key}")
    return True


def check_additional(value, rule, schema, root, path):
    for key in set(value) - set(schema.get("properties", {})):
        if rule is False:
            raise Invalid(f"{path}: '{key}' is not in the schema")
        if rule is not True:
            check(value[key], rule, root, f"{path}.{key}")
    return True


def check_items(value, rule, schema, root, path):
    for index, item in enumerate(value):
        check(item, rule, root, f"{path}[{index}]")
    return True


def check_all(value, rules, schema, root, path):
    for rule in rules:
        check(value, rule, root, path)
    return True


def check_if(value, condition, schema, root, path):
    branch = "then" if fits(value, condition, root, path) else "else"
    if branch in schema:
        check(value, schema[branch], root, path)
    return True


# keyword -> (the type it speaks about or None, check(value, argument, schema, root, path))
KEYWORDS = {
    "type": (None, check_type),
    "enum": (None, lambda v, allowed, *_: v in allowed),
    "const": (None, lambda v, only, *_: v == only),
    "anyOf": (None, lambda v, rules, s, root, p: any(fits(v, rule, root, p) for rule in rules)),
    "oneOf": (None, lambda v, rules, s, root, p: sum(fits(v, rule, root, p) for rule in rules) == 1),
    "not": (None, lambda v, rule, s, root, p: not fits(v, rule, root, p)),
    "allOf": (None, check_all),
    "if": (None, check_if),
    "then": (None, lambda *_: True),
    "else": (None, lambda *_: True),
    "required": ("object", lambda v, keys, *_: all(key in v for key in keys)),
    "properties": ("object", check_properties),
    "additionalProperties": ("object", check_additional),
    "propertyNames": ("object", lambda v, rule, s, root, p: all(fits(key, rule, root, p) for key in v)),
    "items": ("array", check_items),
    "minItems": ("array", lambda v, least, *_: len(v) >= least),
    "maxItems": ("array", lambda v, most, *_: len(v) <= most),
    "uniqueItems": ("array", lambda v, unique, *_: not unique or len({repr(i) for i in v}) == len(v)),
    "minimum": ("number", lambda v, least, *_: v >= least),
    "maximum": ("number", lambda v, most, *_: v <= most),
    "exclusiveMinimum": ("number", lambda v, least, *_: v > least),
    "minLength": ("string", lambda v, least, *_: len(v) >= least),
    "maxLength": ("string", lambda v, most, *_: len(v) <= most),
    "pattern": ("string", lambda v, pattern, *_: re.search(pattern, v) is not None),
    "contentEncoding": ("string", lambda *_: True),
}


def resolve(reference, root):
    if not reference.startswith("#/"):
        raise Invalid(f"the reference {reference} leaves the schema")
    target = root
    for part in reference[2:].split("/"):
        target = target[part]
    return target


def check(value, schema, root=None, path="$"):
    """Raise Invalid where `value` does not fit."""
    root = schema if root is None else root
    if schema is True:
        return
    if schema is False:
        raise Invalid(f"{path}: nothing may stand here")
    if "$ref" in schema:
        check(value, resolve(schema["$ref"], root), root, path)
    for keyword, argument in schema.items():
        if keyword in ANNOTATIONS or keyword == "$ref":
            continue
        if keyword not in KEYWORDS:
            raise Invalid(f"the schema uses '{keyword}', which is not checked")
        about, holds = KEYWORDS[keyword]
        if (about is None or has_type(value, about)) and not holds(value, argument, schema, root, path):
            raise Invalid(f"{path}: {value!r:.80} breaks {keyword} {argument!r:.80}")
