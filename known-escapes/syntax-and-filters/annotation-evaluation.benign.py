# id: annotation-evaluation
# twin-of: syntax-and-filters/annotation-evaluation
# shows: annotations of variables, classes and functions, read back

import typing

limit: int = 5
undefined: "Later"


class Model:
    name: str
    size: int = 3
    parts: list["Model"]


def build(model: Model, *more: Model, deep: bool = False) -> "Model":
    inner: dict[str, int] = {}
    return model


assert __annotations__ == {"limit": int, "undefined": "Later"}
assert Model.__annotations__["size"] is int and not hasattr(Model, "name")
assert build.__annotations__ == {"model": Model, "more": Model, "deep": bool, "return": "Model"}
assert typing.get_type_hints(build)["return"] is Model
noted = []


def note(value):
    noted.append(value)
    return value


def annotated(a: note("a") = note("default"), *, b: note("b") = 0): ...


assert noted == ["default", "a", "b"]
print("twin ok")
