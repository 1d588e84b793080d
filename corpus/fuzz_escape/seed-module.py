import json as v0
import operator as v1
v2 = 'text'
v3 = [v2]
v4 = v0.dumps(v3)
v5 = v0.loads(v4)
v6 = v1.eq(v3, v5)
