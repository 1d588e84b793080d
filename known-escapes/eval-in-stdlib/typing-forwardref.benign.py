# id: typing-forwardref
# twin-of: eval-in-stdlib/typing-forwardref
# shows: protocols, typed dictionaries and references to classes made later

import typing


@typing.runtime_checkable
class Closable(typing.Protocol):
    def close(self) -> None: ...


class Door:
    def close(self):
        return "bang"


class Film(typing.TypedDict, total=False):
    title: typing.Required[str]
    year: int


Node = dict[str, "Node"]
Mode = typing.Literal["r", "w"]
UserId = typing.NewType("UserId", int)
assert isinstance(Door(), Closable) and not isinstance(3, Closable)
assert Film(title="M") == {"title": "M"} and Film.__required_keys__ == {"title"}
assert typing.get_args(Mode) == ("r", "w") and UserId(5) == 5 and UserId.__name__ == "UserId"
assert typing.get_args(Node)[1] == "Node"
reference = typing.Optional["Door"]
assert typing.get_args(reference)[0].__forward_arg__ == "Door"


def later(door: "Door") -> typing.Iterator["Door"]:
    yield door


assert typing.get_type_hints(later)["door"] is Door
assert typing.cast("Door", 3) == 3


@typing.overload
def half(n: int) -> int: ...
@typing.overload
def half(n: str) -> str: ...
def half(n):
    return n[: len(n) // 2] if isinstance(n, str) else n // 2


assert half(9) == 4 and half("abcd") == "ab" and typing.final(Door) is Door
print("twin ok")
