v0 = 3.5
v1 = '{0.real}'.format(v0)
v2 = f'{v0}'
v3 = '%s' % (v0,)
v4 = '{x.imag}'.format_map({'x': v0})
v5 = (v1, v2)
