count = 0
def f():
    global count
    count += len(str(count))
    return undefined
