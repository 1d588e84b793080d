# id: safe-function-takes-name
# twin-of: guard-confusion/safe-function-takes-name
# shows: dispatch by names that arrive as text, with getattr on an object of the program

class Calculator:
    def do_add(self, a, b):
        return a + b

    def do_neg(self, a):
        return -a

    def run(self, line):
        word, *numbers = line.split()
        method = getattr(self, f"do_{word}", None)
        if method is None:
            return f"unknown: {word}"
        return method(*map(int, numbers))


calculator = Calculator()
assert [calculator.run(line) for line in ("add 2 3", "neg 4", "mul 1 2")] == [5, -4, "unknown: mul"]
commands = sorted(name[3:] for name in dir(Calculator) if name.startswith("do_"))
assert commands == ["add", "neg"]
assert getattr("text", "up" + "per")() == "TEXT" and getattr([], "__len__")() == 0
for name, value in (("low", 1), ("high", 9)):
    setattr(Calculator, name, value)
assert Calculator.low + calculator.high == 10
print("twin ok")
