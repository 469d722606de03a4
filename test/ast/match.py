match a, *b:
    case -1 | 2 + 3j | None: pass
    case [x, *_, {"k": v, **r}] as whole if v: pass
    case C(1, k=D()) | e.f: pass
