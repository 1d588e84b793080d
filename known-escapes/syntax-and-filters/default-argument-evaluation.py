# id: default-argument-evaluation
# family: syntax-and-filters
# kind: escape
# invariant: D, E, G
# origin: Langflow advisories CVE-2026-0768 and GHSA-2wcq-pvw2-xh7v
# technique: a default value is computed when the def statement runs, so code that only defines functions has acted already
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary


def never_called(x=print(print.__self__.open("canary.txt").read())):
    pass
