# id: baseexception-swallow-timeout
# family: exceptions
# kind: denial-of-service
# invariant: F
# origin: a fix in smolagents after its time limit was swallowed by an except clause
# technique: a handler for BaseException inside a loop discards whatever a soft time limit raises
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: supervisor, process
# fix: structural
# alive-when: exhausts

while True:
    try:
        while True:
            pass
    except BaseException:
        continue
