# id: typing-get-type-hints
# twin-of: eval-in-stdlib/typing-get-type-hints
# shows: annotations as text, resolved by typing.get_type_hints

import typing


class Tree:
    left: "Tree | None"
    right: "typing.Optional[Tree]"
    value: typing.ClassVar[int] = 0

    def walk(self, depth: "int" = 0) -> "list[Tree]":
        return [self]


class Oak(Tree):
    age: "typing.Annotated[int, 'years']"


hints = typing.get_type_hints(Tree)
assert hints["left"] == Tree | None and hints["right"] == typing.Optional[Tree]
assert typing.get_type_hints(Tree.walk) == {"depth": int, "return": list[Tree]}
assert typing.get_type_hints(Oak)["age"] is int
assert typing.get_type_hints(Oak, include_extras=True)["age"].__metadata__ == ("years",)
assert typing.get_type_hints(lambda: 0) == {} and Tree.__annotations__["left"] == "Tree | None"
try:
    typing.get_type_hints(type("Bad", (), {"__annotations__": {"x": "Nowhere"}}))
except NameError as error:
    assert str(error) == "name 'Nowhere' is not defined"
else:
    raise AssertionError("no error came")
print("twin ok")
