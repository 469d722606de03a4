# Class attributes that change: every class and instance that inherits them sees it, whatever was looked up before.
from abc import ABC, abstractmethod
from enum import Enum


class Base:
    count = 0
    label = 'base'

    @classmethod
    def up(cls):
        cls.count += 1
        return cls.count

    def method(self):
        return 'method'


class Child(Base):
    pass


class Other:
    label = 'other'


class Both(Child, Other):
    pass


b, c, m = Base(), Child(), Both()


def look():
    return [(x.count, x.label) for x in (Base, Child, Both, b, c, m)]


for i in range(3):
    print(Base.up(), look())
print(Child.up(), look())
Base.count = 10
Base.label = 'changed'
print(look())
Other.label = 'unseen'
del Base.label
print(Both.label, m.label, hasattr(c, 'label'))
Base.label = 'again'
print(look())
Child.label = None
print(look(), c.label is None)
Base.label = property(lambda self: 'computed')
print(b.label, c.label, isinstance(Base.label, property))
Base.label = 'plain'
b.label = 'own'
print(b.label, Base.label)

# Methods and data under one name.
print(c.method(), Child.method(c))
Base.method = lambda self: 'replaced'
print(c.method(), Child.method(c))
Base.method = 5
print(c.method, Child.method)
try:
    c.method()
except TypeError as e:
    print(e)
Base.method = classmethod(lambda cls: cls.__name__)
print(c.method(), Child.method())


class Meta(type):
    def describe(cls):
        return f'meta of {cls.__name__}'


class Made(metaclass=Meta):
    size = 1


class Below(Made):
    pass


print(Made.describe(), Below.describe(), Made.size, Below.size)
Made.describe = staticmethod(lambda: 'own')
print(Made.describe(), Below.describe())
del Made.describe
print(Made.describe(), Below.describe())
Meta.size = property(lambda cls: 'from the metaclass')
print(Made.size, Below.size, Made().size)
try:
    Made.size = 2
except AttributeError as e:
    print(e)
del Meta.size
Made.size = 3
print(Made.size, Below.size, Below().size)


# Values that hear of their class, and replace themselves.
class Hears:
    def __set_name__(self, owner, name):
        print('set_name', owner.__name__, name, owner.__dict__[name] is self, getattr(owner(), name) is self)
        if name == 'replaced':
            setattr(owner, name, 'instead')
        elif name == 'gone':
            delattr(owner, name)
        self.name = name


class Named:
    kept, replaced, gone = Hears(), Hears(), Hears()


n = Named()
print(n.kept.name, n.replaced, hasattr(n, 'gone'), Named.kept is n.kept)


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def twice(self):
        return self.value * 2


print(list(Color), Color.CRIMSON is Color.RED, Color.GREEN.twice(), Color.RED.name, Color['GREEN'], Color(1))


class Shape(ABC):
    made = 0

    def __init__(self):
        Shape.made += 1

    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...


class Square(Shape):
    name = 'square'

    def area(self):
        return 4


print(sorted(Shape.__abstractmethods__), Square.__abstractmethods__, Square().area(), Square().name, Shape.made, Square.made)
try:
    Shape()
except TypeError as e:
    print(e)
print(issubclass(Square, Shape), isinstance(3, Shape), Shape.register(int), isinstance(3, Shape))


class Late:
    pass


class Arguments:
    def __init__(self, a=1):
        self.a = a


Late.__init__ = Arguments.__init__
print(Late(5).a, Late().a)
Late.__init__ = lambda self: None
print(vars(Late()))
