class c0:
    v0 = 1
    def __len__(a0, *a1):
        v1 = 3
        return v1
v2 = c0()
v3 = len
v4 = v3(v2)
v5 = c0.v0
