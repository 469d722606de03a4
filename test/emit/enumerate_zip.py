def pairs(a, b):
    for i, x in enumerate(a):
        print(i, x)
    return [x * y for x, y in zip(a, b)]
