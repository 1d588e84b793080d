v0 = 'item'
def f0(*rest):
    received = yield v0
    yield received
v1 = f0()
v2 = next(v1)
v3 = v1.send(None)
v4 = (item for item in v2)
v5 = [*v4]
