# id: warnings-linecache-cache-poison
# family: shared-state-poisoning
# kind: isolation
# invariant: B
# origin: general knowledge of linecache
# technique: an entry of linecache's cache may be a function to call later: a printer of tracebacks calls it, from a trusted frame
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import traceback


def source():
    try:
        raise LookupError
    except LookupError as error:
        trusted = error.__traceback__.tb_frame.f_back
    return trusted.f_builtins["open"]("canary.txt").read()


traceback.linecache.cache["invented"] = (source,)
print(traceback.linecache.getline("invented", 1))
