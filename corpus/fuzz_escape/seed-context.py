class c0:
    def __enter__(a0, *a1):
        return a0
    def __exit__(a0, *a1):
        v0 = a1[0]
        return v0
v1 = c0()
with v1 as v2:
    v3 = 1
