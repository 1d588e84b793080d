# id: array-extend-index
# twin-of: memory-safety/array-extend-index
# shows: arrays of numbers: growing, slicing, bytes and copies

import array

numbers = array.array("i", [3, 1, 2])
numbers.append(4)
numbers.extend(range(5, 7))
numbers.insert(-100, 0)
assert numbers.tolist() == [0, 3, 1, 2, 4, 5, 6] and numbers.typecode == "i"
numbers[1:3] = array.array("i", [7])
del numbers[-1]
assert list(numbers) == [0, 7, 2, 4, 5] and numbers.index(4) == 3 and numbers.count(7) == 1
assert array.array("d", [1, 2]) + array.array("d", [3]) == array.array("d", [1, 2, 3])
raw = array.array("H", [258]).tobytes()
back = array.array("H")
back.frombytes(raw)
assert back[0] == 258 and sum(memoryview(numbers)) == 18
back.byteswap()
assert back[0] == 513
for wrong in (-1, 300):
    try:
        array.array("B", [wrong])
    except OverflowError:
        pass
    else:
        raise AssertionError(wrong)
print("twin ok")
