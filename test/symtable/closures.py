x = 1
def outer(a):
    b = a
    def inner():
        nonlocal b
        global x
        b = x = c
        return lambda: b
    return [a for a in b if inner]
