# An element's __eq__ that empties or fills the set which is being changed.
class Key:
    def __init__(self, hash, action=None):
        self.hash = hash
        self.action = action

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        if self.action is not None:
            action, self.action = self.action, None
            action()
        return False


def run(name, change):
    for what in ("clear", "fill", "strings"):
        target = {Key(1), Key(2), 3}

        def action():
            target.clear()
            if what == "fill":
                target.update(range(100))
            elif what == "strings":
                target.update("abc")

        try:
            change(target, {Key(1, action), Key(2), 3})
        except RuntimeError as e:
            print(name, what, e)
        else:
            print(name, what, len(target) >= 0)


run("-=", lambda a, b: a.__isub__(b))
run("^=", lambda a, b: a.__ixor__(b))
run("&=", lambda a, b: a.__iand__(b))
run("|=", lambda a, b: a.__ior__(b))
run("difference_update", lambda a, b: a.difference_update(b))
run("symmetric_difference_update", lambda a, b: a.symmetric_difference_update(list(b)))
run("discard", lambda a, b: [a.discard(k) for k in b])
run("isdisjoint", lambda a, b: a.isdisjoint(b))
run("<=", lambda a, b: a <= b)
