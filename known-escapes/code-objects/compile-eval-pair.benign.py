# id: compile-eval-pair
# twin-of: code-objects/compile-eval-pair
# shows: expressions and statements compiled once and run many times

expression = compile("a * x + b", "formula", "eval")
assert [eval(expression, {"a": 2, "b": 1, "x": x}) for x in range(3)] == [1, 3, 5]
module = compile("total = 0\nfor n in numbers:\n    total += n\n", "sheet", "exec")
first, second = {"numbers": [1, 2]}, {"numbers": range(5)}
exec(module, first)
exec(module, second)
assert first["total"] == 3 and second["total"] == 10
names = {}
exec(compile("def made(n):\n    'Made.'\n    return n + 1\n", "sheet", "single"), names)
assert names["made"](1) == 2 and names["made"].__doc__ == "Made."
assert eval(b"1 + 1") == 2 and eval("  7") == 7 and eval("[n for n in range(3)]") == [0, 1, 2]
try:
    exec(compile("1 / 0", "sheet", "exec"))
except ZeroDivisionError as error:
    assert str(error) == "division by zero"
else:
    raise AssertionError("no error came")
print("twin ok")
