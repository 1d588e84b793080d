v0 = list
class c0(v0):
    pass
v1 = c0()
v2 = v1.append(v0)
v3 = len
v4 = v3(v1)
v5 = issubclass
v6 = v5(c0, v0)
