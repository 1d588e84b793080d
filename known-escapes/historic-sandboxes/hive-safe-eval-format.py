# id: hive-safe-eval-format
# family: historic-sandboxes
# kind: information-leak
# invariant: C
# origin: a report to aden-hive about its safe evaluator
# technique: checks on the syntax tree do not look into format strings, which print a whole namespace as text
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

print("{hook.__globals__}".format_map({"hook": __import__}))
