"""An AttributeError that a class raises by itself learns the name and the object."""


class Hook:
    blech = 1

    def __getattr__(self, name):
        raise AttributeError


class Own:
    def __getattr__(self, name):
        raise AttributeError("own", name="other", obj=None)


class Getter:
    value = 1

    @property
    def broken(self):
        raise AttributeError("broken")

    @property
    def other(self):
        return self.valu


class Opaque(Getter):
    def __getattribute__(self, name):
        if name == "odd":
            raise AttributeError
        return object.__getattribute__(self, name)


for look in (
    lambda: Hook().bluch,
    lambda: getattr(Hook(), "bluch"),
    lambda: Own().bluch,
    lambda: Getter().broken,
    lambda: getattr(Getter(), "broken"),
    lambda: Getter().broken(),
    lambda: Getter().other,
    lambda: Opaque().odd,
    lambda: Opaque().broken,
    lambda: Opaque().other,
):
    try:
        look()
    except AttributeError as e:
        print(e.args, e.name, type(e.obj).__name__)
