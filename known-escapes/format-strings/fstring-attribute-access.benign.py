# id: fstring-attribute-access
# twin-of: format-strings/fstring-attribute-access
# shows: f-strings with attributes, calls, conversions, nested quotes and the self-documenting form

import datetime


class Box:
    size = 3

    def double(self):
        return self.size * 2


box = Box()
values = {"key": [1, 2, 3]}
assert f"{box.size} {box.double()} {values['key'][-1]}" == "3 6 3"
assert f"{box.size=} {box.size + 1 = :>4}" == "box.size=3 box.size + 1 =    4"
assert f"{'text'!r} {'é'!a} {{literal}}" == "'text' '\\xe9' {literal}"
assert f"{datetime.date(2024, 2, 29):%d.%m.%Y}" == "29.02.2024"
assert f"{(lambda n: n * n)(7)} {[n for n in range(3)]}" == "49 [0, 1, 2]"
assert f"{'yes' if box.size > 2 else 'no'}" == "yes"
assert f"""{
    box.size
}""" == "3"
print("twin ok")
