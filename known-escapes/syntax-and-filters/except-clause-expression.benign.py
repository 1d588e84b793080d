# id: except-clause-expression
# twin-of: syntax-and-filters/except-clause-expression
# shows: except clauses whose classes are chosen while the program runs

def catching(kinds, error):
    try:
        raise error
    except kinds as caught:
        return type(caught).__name__
    except Exception:
        return "other"
    else:
        return "none"


def chosen():
    return (KeyError, IndexError)


assert catching(ValueError, ValueError()) == "ValueError" and catching((), ValueError()) == "other"
assert catching(chosen(), IndexError()) == "IndexError" and catching(LookupError, KeyError()) == "KeyError"
try:
    try:
        raise ValueError
    except "text":
        pass
except TypeError as error:
    assert str(error) == "catching classes that do not inherit from BaseException is not allowed"
else:
    raise AssertionError("no error came")
try:
    assert 1 == 2, "arithmetic"
except AssertionError as error:
    assert str(error) == "arithmetic"
else:
    raise AssertionError("no error came")
assert "error" not in globals()
print("twin ok")
