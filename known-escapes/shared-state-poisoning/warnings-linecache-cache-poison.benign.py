# id: warnings-linecache-cache-poison
# twin-of: shared-state-poisoning/warnings-linecache-cache-poison
# shows: warnings caught, filtered, turned into errors and shown once

import warnings


def old():
    warnings.warn("use new()", DeprecationWarning, stacklevel=2)
    return 1


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    assert old() == 1
    warnings.warn("plain")
assert [(w.category, str(w.message)) for w in caught] == [
    (DeprecationWarning, "use new()"), (UserWarning, "plain")]
with warnings.catch_warnings():
    warnings.simplefilter("error", DeprecationWarning)
    try:
        old()
    except DeprecationWarning as error:
        assert str(error) == "use new()"
    else:
        raise AssertionError("the warning was no error")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    warnings.filterwarnings("ignore", message="quiet")
    for _ in range(3):
        warnings.warn("loud")
        warnings.warn("quiet please")
assert [str(w.message) for w in caught] == ["loud"]
print("twin ok")
