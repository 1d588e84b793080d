# id: frame-locals-proxy-write
# family: frames
# kind: escape
# invariant: C, D, E
# origin: a CPython report about generator frames (gh-125038) that writes through f_locals
# technique: since 3.13 f_locals writes through, so a callback changes the file name that a trusted function is about to read
# needs: 3.13+
# pythons: 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import traceback


class Name(str):
    def startswith(self, prefix):
        try:
            raise LookupError
        except LookupError as error:
            trusted = error.__traceback__.tb_frame.f_back
        trusted.f_locals["filename"] = trusted.f_locals["fullname"] = "canary.txt"
        return False

    def endswith(self, suffix):
        return self.startswith(suffix)


lines = traceback.linecache.updatecache(Name("nowhere"), None)
print(lines[0])
