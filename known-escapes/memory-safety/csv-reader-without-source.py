# id: csv-reader-without-source
# family: memory-safety
# kind: crash
# invariant: A
# origin: reach audit of this project, CPython 3.11.2
# technique: the type of a reader makes one that csv.reader() never filled; its first row is asked of a null pointer
# needs: a jail that lets csv through
# pythons: 3.11.2
# stopped-by: permits
# fix: specific
# alive-when: crash

import csv

Reader = type(csv.reader([]))
next(Reader())
