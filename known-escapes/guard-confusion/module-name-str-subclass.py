# id: module-name-str-subclass
# family: guard-confusion
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: the import hook compares and splits a name that is a subclass of str, and gets the answers the guest likes
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary


class Name(str):
    asked = 0

    def __hash__(self):
        self.asked += 1
        return hash("math" if self.asked == 1 else str(self))

    def __eq__(self, other):
        return other == "math" if self.asked == 1 else str(self) == other

    def partition(self, separator):
        return "math", "", ""

    def split(self, *arguments):
        return ["math"]


print(__import__(Name("os")).environ["PADCELL_CANARY"])
