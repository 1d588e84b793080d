# id: codetype-crafted
# twin-of: code-objects/codetype-crafted
# shows: functions made by functions: factories, lambdas, recursion by name, and text of source

def power(n):
    return lambda x: x ** n


square, cube = power(2), power(3)
assert square(4) == 16 and cube(2) == 8 and square.__name__ == cube.__name__ == "<lambda>"


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


assert compose(str.strip, int, square)(" 5 ") == 25
fields = ["a", "b"]
source = f"def make({', '.join(fields)}):\n    return {{{', '.join(f'{name!r}: {name}' for name in fields)}}}\n"
names = {}
exec(source, names)
assert names["make"](1, b=2) == {"a": 1, "b": 2}
print("twin ok")
