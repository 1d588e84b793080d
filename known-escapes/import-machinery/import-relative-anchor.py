# id: import-relative-anchor
# family: import-machinery
# kind: escape
# invariant: D, E
# origin: n8n's hardening tests for relative imports
# technique: a relative import is resolved against __package__, which the guest sets: the harmless abc becomes importlib.abc
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

__package__ = "importlib"
from .abc import machinery

print(machinery.SourceFileLoader("name", "canary.txt").get_data("canary.txt").decode())
