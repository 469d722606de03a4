def f(x):
    try:
        return g(x)
    except (KeyError, ValueError) as e:
        print(e)
        raise
    except TypeError:
        return None
    finally:
        done()
