v0 = 'text'
v1 = v0.__class__
v2 = v1.__doc__
v3 = getattr(v0, '__class__')
try:
    v4 = v0.missing
except BaseException as v5:
    v4 = v5
v6 = isinstance
v7 = v6(v0, v3)
