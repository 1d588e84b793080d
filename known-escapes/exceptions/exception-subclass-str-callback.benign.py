# id: exception-subclass-str-callback
# twin-of: exceptions/exception-subclass-str-callback
# shows: exception classes with fields, a text of their own, and copies

import copy


class ParseError(ValueError):
    def __init__(self, line, column, reason):
        super().__init__(line, column, reason)
        self.line, self.column = line, column

    def __str__(self):
        return f"{self.line}:{self.column}: {self.args[2]}"


class Fatal(ParseError):
    pass


try:
    raise Fatal(3, 7, "a bracket is missing")
except (KeyError, ParseError) as error:
    kept = error
else:
    raise AssertionError("no error came")
assert str(kept) == "3:7: a bracket is missing" and repr(kept) == "Fatal(3, 7, 'a bracket is missing')"
assert isinstance(kept, ValueError) and kept.args == (3, 7, "a bracket is missing")
assert str(copy.copy(kept)) == str(kept)
missing = FileNotFoundError(2, "No such file", "name.txt")
assert isinstance(missing, OSError) and type(OSError(2, "x")) is FileNotFoundError
assert str(missing) == "[Errno 2] No such file: 'name.txt'" and missing.filename == "name.txt"
assert str(KeyError("k")) == "'k'" and str(Exception()) == "" and str(Exception(1, 2)) == "(1, 2)"
decode = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad start")
assert (decode.start, decode.end, decode.reason) == (0, 1, "bad start")
print("twin ok")
