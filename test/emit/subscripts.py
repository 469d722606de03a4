def f(d, k, i):
    d[k] = d[i] + d[1:i]
    d[k] += 1
    del d[k]
    return d[k, ...]
