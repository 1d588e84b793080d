# SPDX-License-Identifier: Apache-2.0
"""Objects: classes, attributes, properties, operators and slots."""


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    @property
    def length(self):
        return (self.x * self.x + self.y * self.y) ** 0.5


class Body:
    def __init__(self, place, speed):
        self.place, self.speed = place, speed

    def move(self):
        self.place = self.place + self.speed


bodies = [Body(Vector(n, n), Vector(1, n % 3)) for n in range(50)]
for _ in range(600):
    for body in bodies:
        body.move()
print(sum(body.place.length for body in bodies))
