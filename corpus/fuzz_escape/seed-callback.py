v0 = abs
def f0(a0):
    v1 = v0(a0)
    return v1
v2 = -3
v3 = [v2]
v4 = min(v3, key=f0)
v5 = [*map(f0, (v4,))][0]
v6 = lambda *rest: v5
v7 = v6()
