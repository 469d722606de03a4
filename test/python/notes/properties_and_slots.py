"""property in both forms, validation, descriptors, __slots__, read-only and computed attributes, name mangling in slots."""
from functools import cached_property


class Money:
    def __init__(self):
        self.__cents = 0

    def get(self):
        print("  get")
        return self.__cents

    def set(self, value):
        print("  set", value)
        if not isinstance(value, int):
            raise TypeError("money is an int")
        self.__cents = value

    def clear(self):
        print("  del")
        self.__cents = 0

    cents = property(get, set, clear, "An amount in cents.")


class Screen:
    def __init__(self, width=0, height=0):
        self.width = width
        self.height = height

    @property
    def width(self):
        """Pixels across."""
        return self._width

    @width.setter
    def width(self, value):
        if value < 0:
            raise ValueError("width must not be negative")
        self._width = value

    @property
    def resolution(self):
        return self._width * self.height

    @cached_property
    def expensive(self):
        print("  computing")
        return self.resolution ** 2


class Wide(Screen):
    @Screen.width.setter
    def width(self, value):
        Screen.width.fset(self, value * 2)

    @property
    def resolution(self):
        return -super().resolution


class Typed:
    """A data descriptor that checks the type of what is stored."""

    def __init__(self, kind, default=None):
        self.kind = kind
        self.default = default

    def __set_name__(self, owner, name):
        print(f"  {owner.__name__}.{name} is {self.kind.__name__}")
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, self.default)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        instance.__dict__.pop(self.name, None)


class Person:
    name = Typed(str, "nobody")
    age = Typed(int, 0)


class Lazy:
    """A non-data descriptor: the instance's own attribute wins once it is there."""

    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        value = self.function(instance)
        instance.__dict__[self.function.__name__] = value
        return value


class Circle:
    def __init__(self, r):
        self.r = r

    @Lazy
    def area(self):
        print("  area")
        return 3 * self.r ** 2


class Slotted:
    __slots__ = ("x", "__hidden", "other")

    def __init__(self):
        self.x = 1
        self.__hidden = 2


class Grown(Slotted):
    pass


def attempt(action):
    try:
        print(action())
    except (AttributeError, TypeError, ValueError) as error:
        print(type(error).__name__, error)


def main():
    money = Money()
    money.cents = 100
    money.cents += 1
    del money.cents
    print(money.cents, Money.cents.__doc__, Money.cents.fget is Money.get)
    attempt(lambda: setattr(money, "cents", "x"))
    screen = Screen(1024, 768)
    print(screen.resolution, Screen.width.__doc__, screen.expensive, screen.expensive, "expensive" in vars(screen))
    attempt(lambda: setattr(screen, "width", -1))
    attempt(lambda: setattr(screen, "resolution", 1))
    attempt(lambda: delattr(screen, "width"))
    wide = Wide(10, 3)
    print(wide.width, wide.resolution, vars(wide))
    person = Person()
    print(person.name, person.age, Person.name.kind)
    person.name = "Ann"
    person.__dict__["age"] = 33
    print(person.name, person.age, vars(person))
    attempt(lambda: setattr(person, "age", "old"))
    del person.name
    print(person.name)
    circle = Circle(2)
    print(circle.area, circle.area)
    slotted = Slotted()
    print(slotted.x, slotted._Slotted__hidden, hasattr(slotted, "__dict__"), Slotted.x)
    attempt(lambda: slotted.other)
    attempt(lambda: setattr(slotted, "new", 1))
    del slotted.x
    attempt(lambda: slotted.x)
    grown = Grown()
    grown.new = 5
    print(grown.new, grown.__dict__, grown.x)

    def clash():
        class Clash:
            __slots__ = ("x",)
            x = 1
    attempt(clash)


main()
