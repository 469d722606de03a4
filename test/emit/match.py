def f(v):
    match v:
        case 0 | "zero":
            return 0
        case [x, *rest] if rest:
            return x
        case {"k": Point(x=1)}:
            return rest
        case _:
            return None
