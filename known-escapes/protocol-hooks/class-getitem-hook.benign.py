# id: class-getitem-hook
# twin-of: protocol-hooks/class-getitem-hook
# shows: generic classes and classes that answer to square brackets

import typing

T = typing.TypeVar("T")


class Stack(typing.Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self


class Sized:
    def __class_getitem__(cls, length):
        return type(f"{cls.__name__}{length}", (cls,), {"length": length})


class Numbers(Stack[int]):
    pass


assert Stack[int]().push(1).push(2).items == [1, 2]
assert typing.get_origin(Stack[int]) is Stack and typing.get_args(Stack[int]) == (int,)
assert Sized[4].length == 4 and Sized[4].__name__ == "Sized4"
assert list[int] == list[int] and list[int](("a",)) == ["a"] and repr(dict[str, int]) == "dict[str, int]"
assert typing.get_args(typing.Optional[str]) == (str, type(None))
assert (int | None) == typing.Optional[int] and Numbers.__orig_bases__ == (Stack[int],)
print("twin ok")
