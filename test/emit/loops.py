def f(items, n):
    total = 0
    for x in items:
        if x is None:
            continue
        total += x
    else:
        total = -total
    while n > 0:
        n -= 1
        if n == 5:
            break
    for i in range(n):
        total += i
    return total
