# id: subclass-fileio
# family: object-graph
# kind: escape
# invariant: D, E, G
# origin: pysandbox's test of open() through subclasses
# technique: the raw file class is a subclass of _io._RawIOBase, so taking open() away does not take files away
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, seccomp
# fix: structural
# alive-when: canary

import io

raw_base = io.RawIOBase.__base__
files = [c for c in raw_base.__subclasses__() if c.__name__ == "FileIO"]
print(files[0]("canary.txt").read().decode())
