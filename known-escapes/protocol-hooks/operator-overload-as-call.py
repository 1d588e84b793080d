# id: operator-overload-as-call
# family: protocol-hooks
# kind: escape
# invariant: D, E
# origin: common practice in jail-breaking contests
# technique: a function stored as __matmul__ or __rshift__ makes an operator out of a call
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary


class Call:
    __matmul__ = print.__self__.open
    __rshift__ = print


call = Call()
call >> [*call @ "canary.txt"][0]
