# id: safelite-builtins-rebind
# family: historic-sandboxes
# kind: escape
# invariant: D, E
# origin: the safelite challenge of 2009
# technique: a guard looks its helpers up in a namespace the guest can write: here the globals of the import hook itself
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

__import__.__code__ = (lambda *arguments, **keywords: CANARY).__code__
print(__import__("anything"))
