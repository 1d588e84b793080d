# id: audit-hook-no-attribute-event
# family: interpreter-hooks
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: reading __subclasses__ and __dict__ raises no audit event, so a hook alone never hears of the walk
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, interpreter
# fix: structural
# alive-when: canary

for c in type.__subclasses__(object):
    if c.__name__ == "PadcellCanary":
        print(c.__dict__["token"])
