# id: exit-method-traceback
# family: frames
# kind: escape
# invariant: C, D, E, G
# origin: pyjailbreaker's getattr gadget with a failing with block
# technique: __exit__ is given the traceback, so refusing the except clause hides nothing
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary


class Catcher:
    def __enter__(self):
        pass

    def __exit__(self, kind, value, traceback):
        self.frame = traceback.tb_frame
        return True


catcher = Catcher()
with catcher:
    [][0]
while "CANARY" not in catcher.frame.f_globals:
    catcher.frame = catcher.frame.f_back
print(catcher.frame.f_globals["CANARY"])
