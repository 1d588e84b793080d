# id: exception-group-except-star
# twin-of: exceptions/exception-group-except-star
# shows: groups of exceptions: except*, split, subgroup and derive

def several():
    raise ExceptionGroup("several", [
        ValueError("v"), TypeError("t"), ExceptionGroup("inner", [ValueError("w"), OSError(5, "o")])])


seen = {}
try:
    try:
        several()
    except* ValueError as group:
        seen["value"] = [str(error) for error in group.exceptions if isinstance(error, ValueError)]
    except* TypeError as group:
        seen["type"] = len(group.exceptions)
except ExceptionGroup as rest:
    seen["rest"] = rest
else:
    raise AssertionError("no error came")
assert seen["value"] == ["v"] and seen["type"] == 1
assert seen["rest"].message == "several" and seen["rest"].exceptions[0].exceptions[0].errno == 5


class Batch(ExceptionGroup):
    def derive(self, errors):
        return Batch(self.message, errors)


batch = Batch("batch", [KeyError("k"), IndexError("i")])
keys, others = batch.split(KeyError)
assert type(keys) is Batch and type(others) is Batch
assert batch.subgroup(lambda error: isinstance(error, ZeroDivisionError)) is None
assert str(batch) == "batch (2 sub-exceptions)"
print("twin ok")
