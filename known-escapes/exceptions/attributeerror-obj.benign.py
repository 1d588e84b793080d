# id: attributeerror-obj
# twin-of: exceptions/attributeerror-obj
# shows: the name and the object that a failed lookup reports about the program's own objects

class Row:
    colour = 1


row = Row()
try:
    row.color
except AttributeError as error:
    assert error.name == "color" and error.obj is row
    assert str(error) == "'Row' object has no attribute 'color'"
else:
    raise AssertionError("no error came")
try:
    undefined_name
except NameError as error:
    assert error.name == "undefined_name" and str(error) == "name 'undefined_name' is not defined"
else:
    raise AssertionError("no error came")


def early():
    print(late)
    late = 1


try:
    early()
except UnboundLocalError as error:
    assert "late" in str(error)
else:
    raise AssertionError("no error came")
try:
    from json import no_such_name
except ImportError as error:
    assert error.name == "json" and "no_such_name" in str(error)
else:
    raise AssertionError("no error came")
try:
    {}["key"]
except KeyError as error:
    assert error.args == ("key",)
else:
    raise AssertionError("no error came")
print("twin ok")
