# id: finaliser-after-policy
# family: lifecycle
# kind: escape
# invariant: D, E, F
# origin: a report to smolagents about classes that act after the run
# technique: an object left in a cache is finalised when trusted code clears it, with the frame of that code below
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: canary

import re


class Late:
    def __del__(self):
        try:
            raise LookupError
        except LookupError as error:
            trusted = error.__traceback__.tb_frame.f_back
        print(trusted.f_builtins["open"]("canary.txt").read())


re._cache["left behind"] = Late()
re.purge()
