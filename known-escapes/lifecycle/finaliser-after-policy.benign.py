# id: finaliser-after-policy
# twin-of: lifecycle/finaliser-after-policy
# shows: __del__ methods, one of which brings its object back once

log = []
saved = []


class Plain:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


class Phoenix(Plain):
    def __del__(self):
        super().__del__()
        if not saved:
            saved.append(self)


Plain("at once")
held = [Plain("a"), Plain("b")]
held.clear()
assert log[0] == "at once" and sorted(log[1:]) == ["a", "b"]
bird = Phoenix("bird")
del bird
assert saved[0].name == "bird" and log[-1] == "bird"
saved.append("kept")
saved.pop(0)
assert log.count("bird") == 1


def scope():
    inside = Plain("scope")
    return len(inside.name)


assert scope() == 5 and log[-1] == "scope"
print("twin ok")
