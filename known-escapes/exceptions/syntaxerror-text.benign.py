# id: syntaxerror-text
# twin-of: exceptions/syntaxerror-text
# shows: wrong source text compiled, with the place of the mistake read from the exception

def mistake(source, mode="eval"):
    try:
        compile(source, "sheet", mode)
    except SyntaxError as error:
        return type(error).__name__, error.msg, error.lineno, error.offset, error.filename
    return None


assert mistake("1 +\n") == ("SyntaxError", "invalid syntax", 1, 4, "sheet")
assert mistake("f(") == ("SyntaxError", "'(' was never closed", 1, 2, "sheet")
assert mistake("(1,\n 2 3)")[1:3] == ("invalid syntax. Perhaps you forgot a comma?", 2)
assert mistake("if x:\npass\n", "single")[0] == "IndentationError"
assert mistake("print 'x'", "single")[1] == "Missing parentheses in call to 'print'. Did you mean print(...)?"
assert mistake("x == 1") is None and mistake("x = 1", "single") is None
try:
    eval("a b")
except SyntaxError as error:
    assert error.text.rstrip("\n") == "a b" and (error.lineno, error.end_offset) == (1, 4)
else:
    raise AssertionError("no error came")
assert str(SyntaxError("message", ("name", 3, 1, "text"))) == "message (name, line 3)"
print("twin ok")
