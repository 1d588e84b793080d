# id: readline-history-file
# family: ambient-authority
# kind: information-leak
# invariant: G
# origin: CPython report gh-115322
# technique: readline opens files without any audit event; told to read settings, it shows each line that is none in its complaint
# needs: the readline module
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, seccomp
# fix: structural
# alive-when: canary

import dataclasses

readline = dataclasses.inspect.importlib.import_module("readline")
readline.read_init_file("canary.txt")
