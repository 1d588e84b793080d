# id: meta-path-insert
# family: import-machinery
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: a finder put on sys.meta_path is called for every later import, the host's too, from the import system's own frame
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import enum


class Finder:
    def find_spec(self, name, path, target=None):
        frame = enum.sys._getframe()
        while "CANARY" not in frame.f_globals:
            frame = frame.f_back
        print(frame.f_globals["CANARY"])


enum.sys.meta_path.insert(0, Finder())
import colorsys
