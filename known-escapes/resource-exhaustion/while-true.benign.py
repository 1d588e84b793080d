# id: while-true
# twin-of: resource-exhaustion/while-true
# shows: loops that look endless and end: break, else, and a simulation

import collections

steps, number = 0, 27
while True:
    if number == 1:
        break
    number = 3 * number + 1 if number % 2 else number // 2
    steps += 1
assert steps == 111
for candidate in range(2, 30):
    for divisor in range(2, candidate):
        if candidate % divisor == 0:
            break
    else:
        last = candidate
assert last == 29
maze = ["S.#", "..#", "#.E"]
todo, seen = collections.deque([(0, 0, 0)]), set()
while todo:
    row, column, distance = todo.popleft()
    if maze[row][column] == "E":
        break
    for r, c in ((row + 1, column), (row, column + 1), (row - 1, column), (row, column - 1)):
        if 0 <= r < 3 and 0 <= c < 3 and maze[r][c] != "#" and (r, c) not in seen:
            seen.add((r, c))
            todo.append((r, c, distance + 1))
assert distance == 4
print("twin ok")
