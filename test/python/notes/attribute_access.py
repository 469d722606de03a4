"""Attributes at run time: dir, vars, getattr and friends, __getattr__, __getattribute__, __setattr__, dynamic methods."""
import types


class Chain:
    """Builds a path from attribute access and calls."""

    def __init__(self, path=""):
        self._path = path

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Chain(f"{self._path}/{name}")

    def __call__(self, argument):
        return Chain(f"{self._path}/{argument}")

    def __str__(self):
        return self._path


class Watched:
    def __init__(self):
        self.plain = 1
        self.secret = 2

    def __getattribute__(self, name):
        if name == "secret":
            return "hidden"
        if name == "broken":
            raise AttributeError("really broken")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return f"no {name}"


class Frozen:
    def __init__(self, **values):
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot assign {name}")

    def __delattr__(self, name):
        raise AttributeError(f"cannot delete {name}")

    def __dir__(self):
        return ["zebra", "apple"]


class Account:
    interest = 0.02

    def __init__(self, owner):
        self.owner = owner


class Borg:
    _state = {}

    def __init__(self):
        self.__dict__ = self._state


def attempt(action):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)


def main():
    print(Chain().users("michael").repos.status, Chain("x").a.b.c)
    watched = Watched()
    print(watched.plain, watched.secret, watched.missing, watched.broken, vars(watched))
    print(object.__getattribute__(watched, "secret"), getattr(watched, "other"))
    frozen = Frozen(x=1, y=[])
    frozen.y.append(5)
    print(frozen.x, frozen.y, dir(frozen))
    attempt(lambda: setattr(frozen, "x", 2))
    attempt(lambda: delattr(frozen, "x"))
    object.__delattr__(frozen, "x")
    attempt(lambda: frozen.x)

    account = Account("ann")
    print(hasattr(account, "owner"), hasattr(account, "balance"), getattr(account, "balance", 0), getattr(Account, "interest"))
    setattr(account, "balance", 10)
    account.__dict__["extra"] = "e"
    print(account.balance, account.extra, vars(account) is account.__dict__, sorted(set(dir(account)) - set(dir(object)) - {"__firstlineno__", "__static_attributes__"}))
    delattr(account, "balance")
    del account.__dict__["extra"]
    attempt(lambda: account.balance)
    account.interest = 0.5
    print(account.interest, Account.interest, Account("bob").interest)
    del account.interest
    print(account.interest)
    attempt(lambda: delattr(account, "interest"))

    def deposit(self, amount):
        self.balance = getattr(self, "balance", 0) + amount
        return self.balance

    account.deposit = types.MethodType(deposit, account)
    print(account.deposit(5), account.deposit(7), "deposit" in Account.__dict__)
    Account.withdraw = lambda self, amount: deposit(self, -amount)
    Account.rename = classmethod(lambda cls, name: f"{cls.__name__} -> {name}")
    Account.helper = staticmethod(lambda: "static")
    print(account.withdraw(2), Account.rename("X"), account.helper())
    del Account.withdraw
    attempt(lambda: account.withdraw(1))
    one, two = Borg(), Borg()
    one.value = 42
    print(two.value, one.__dict__ is two.__dict__)
    account.__class__ = Frozen
    print(type(account).__name__, account.owner)
    attempt(lambda: setattr(account, "owner", 1))
    attempt(lambda: setattr(5, "x", 1))
    attempt(lambda: setattr(int, "x", 1))
    attempt(lambda: (lambda: 0).missing)
    attempt(lambda: None.upper)
    attempt(lambda: "text".uper)
    attempt(lambda: setattr(account, "__class__", int))

    def function(a, b=2, *, c: int = 3) -> str:
        "Doc."

    function.tag = "t"
    print(function.__name__, function.__defaults__, function.__kwdefaults__, function.__annotations__, function.__doc__, function.__dict__, function.__module__, function.__code__.co_varnames)
    print(types.SimpleNamespace(a=1, b="x"), eval("1 + x", {"x": 2}), (lambda: 0).__name__)
    namespace = {}
    exec("def made(n):\n    return n * k\nk = 3", namespace)
    print(namespace["made"](14), sorted(set(namespace) - {"__builtins__"}))


main()
