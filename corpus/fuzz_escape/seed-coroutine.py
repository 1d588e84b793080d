v0 = 5
async def f0(*rest):
    return v0
v1 = f0()
try:
    v2 = v1.send(None)
except BaseException as v3:
    v2 = v3
v4 = v2.args
