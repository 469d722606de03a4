def f(o):
    o.x = o.y.z
    o.count += 1
    del o.x
    return o.method(1, key=2), o.__class__
