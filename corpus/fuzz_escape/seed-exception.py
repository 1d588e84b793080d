v0 = ValueError
v1 = 'message'
v2 = v0(v1)
try:
    raise v2
except BaseException as v3:
    v4 = v3.args
    v5 = v4[0]
v6 = str
v7 = v6(v2)
