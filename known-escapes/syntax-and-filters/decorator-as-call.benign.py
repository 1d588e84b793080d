# id: decorator-as-call
# twin-of: syntax-and-filters/decorator-as-call
# shows: decorators of functions and classes, stacked and with arguments

registry = {}


def register(name):
    def decorate(thing):
        registry[name] = thing
        return thing

    return decorate


def bold(function):
    return lambda *args: f"<b>{function(*args)}</b>"


class Counted:
    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner):
        return self if instance is None else lambda *args: self(instance, *args)


@register("greet")
@bold
@bold
def greet(name):
    return name


@(lambda cls: setattr(cls, "marked", True) or cls)
@register("thing")
class Thing:
    @Counted
    def twice(self, n):
        return 2 * n

    @staticmethod
    @bold
    def static():
        return "s"


assert registry["greet"]("x") == "<b><b>x</b></b>" and registry["thing"] is Thing and Thing.marked
assert Thing().twice(4) == 8 and Thing.twice.calls == 1 and Thing.static() == "<b>s</b>"
print("twin ok")
