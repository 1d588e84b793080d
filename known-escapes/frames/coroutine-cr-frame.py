# id: coroutine-cr-frame
# family: frames
# kind: escape
# invariant: C, D, E, G
# origin: reports to simpleeval and Jinja: filters for generators forgot coroutines
# technique: a running coroutine has the same frame under the name cr_frame
# needs: 3.5+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary


async def climber():
    frame = task.cr_frame.f_back
    while "CANARY" not in frame.f_globals:
        frame = frame.f_back
    print(frame.f_globals["CANARY"])


task = climber()
try:
    task.send(None)
except StopIteration:
    pass
