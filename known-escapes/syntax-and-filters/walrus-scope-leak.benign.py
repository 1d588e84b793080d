# id: walrus-scope-leak
# twin-of: syntax-and-filters/walrus-scope-leak
# shows: assignment expressions in conditions, loops and comprehensions

lines = iter(["one", "two", "", "four"])
read = []
while line := next(lines):
    read.append(line)
assert read == ["one", "two"] and line == ""
assert [y for x in range(5) if (y := x * x) > 3] == [4, 9, 16] and y == 16
assert any((found := word).startswith("t") for word in read) and found == "two"
if (length := len(read)) > 1:
    assert length == 2
totals = [total := 0] + [total := total + n for n in (1, 2, 3)]
assert totals == [0, 1, 3, 6] and f"{(n := 5)}" == "5" and n == 5
matrix = [[row * column for column in range(3)] for row in range(3)]
assert matrix[2] == [0, 2, 4] and {k: v for k, v in zip("ab", range(2))} == {"a": 0, "b": 1}
print("twin ok")
