v0 = 1
match v0:
    case object(real=v1):
        pass
    case _:
        v1 = None
v2 = (v1,)
match v2:
    case [v3, *_]:
        pass
    case _:
        v3 = None
