# id: exec-inserts-builtins
# twin-of: function-internals/exec-inserts-builtins
# shows: source text executed and evaluated in a dictionary of names

names = {"limit": 4}
exec("def squares():\n    return [n * n for n in range(limit)]\ntotal = sum(squares())\n", names)
assert names["total"] == 14 and names["squares"]() == [0, 1, 4, 9]
assert "__builtins__" in names
assert eval("total + limit", names) == 18
assert eval("x * y", {"x": 6}, {"y": 7}) == 42
assert eval("len(word)", {"__builtins__": {"len": len}, "word": "four"}) == 4
try:
    eval("open", {"__builtins__": {}})
except NameError as error:
    assert str(error) == "name 'open' is not defined"
else:
    raise AssertionError("no error came")
outside, inside = {}, {}
exec("value = 1\nclass Made:\n    kind = 'made'\n", outside, inside)
assert sorted(inside) == ["Made", "value"] and inside["Made"].kind == "made"
local = 3
assert eval("local + 1") == 4 and [eval("n + 1", {"n": n}) for n in range(3)] == [1, 2, 3]
exec("if local:\n    local = 5")
assert local == 5
print("twin ok")
