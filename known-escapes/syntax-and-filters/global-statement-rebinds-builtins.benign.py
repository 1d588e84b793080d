# id: global-statement-rebinds-builtins
# twin-of: syntax-and-filters/global-statement-rebinds-builtins
# shows: names of built-ins used for the program's own, then given back

total = 0


def add(n):
    global total, made
    total += n
    made = True


def outer():
    level = 1

    def inner():
        nonlocal level
        level += 1
        return level

    return inner(), level


add(3)
add(4)
assert total == 7 and made and outer() == (2, 2)
shown = []
print_before = print


def print(*words):
    shown.append(" ".join(map(str, words)))


print("kept", 1)
list = [3, 1, 2]
max = "top"
assert shown == ["kept 1"] and sorted(list) == [1, 2, 3] and max == "top"
del list, max, print
assert list("ab") == ["a", "b"] and max(1, 2) == 2 and print is print_before
print("twin ok")
