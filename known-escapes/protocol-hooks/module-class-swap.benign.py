# id: module-class-swap
# twin-of: protocol-hooks/module-class-swap
# shows: the state pattern: an object that changes its class

class Connection:
    def __init__(self):
        self.__class__ = Closed
        self.log = []


class Closed(Connection):
    def open(self):
        self.log.append("open")
        self.__class__ = Open
        return self

    def send(self, data):
        raise ValueError("closed")


class Open(Connection):
    def send(self, data):
        self.log.append(data)
        return len(data)

    def close(self):
        self.__class__ = Closed
        return self


link = Connection()
assert type(link) is Closed
try:
    link.send("x")
except ValueError as error:
    assert str(error) == "closed"
else:
    raise AssertionError("no error came")
assert link.open().send("abc") == 3 and isinstance(link, Open)
assert link.close().log == ["open", "abc"] and type(link) is Closed


class Slotted:
    __slots__ = ("a",)


try:
    link.__class__ = Slotted
except TypeError as error:
    assert "object layout differs" in str(error)
else:
    raise AssertionError("no error came")
print("twin ok")
