"""Classes as objects: type(), metaclasses, __prepare__, __init_subclass__, a tiny ORM, class decorators, abstract classes."""
from abc import ABC, ABCMeta, abstractmethod


class Field:
    def __init__(self, column_type, primary=False):
        self.column_type = column_type
        self.primary = primary

    def __repr__(self):
        return f"<{type(self).__name__}:{self.column_type}>"


class StringField(Field):
    def __init__(self, size=100):
        super().__init__(f"varchar({size})")


class IntegerField(Field):
    def __init__(self, primary=False):
        super().__init__("bigint", primary)


class ModelMeta(type):
    def __new__(mcls, name, bases, namespace):
        if name == "Model":
            return super().__new__(mcls, name, bases, namespace)
        print(f"found model {name}")
        fields = {key: value for key, value in namespace.items() if isinstance(value, Field)}
        for key, value in fields.items():
            print(f"  {key} -> {value}")
            del namespace[key]
        namespace["__mappings__"] = fields
        namespace["__table__"] = name.lower() + "s"
        return super().__new__(mcls, name, bases, namespace)


class Model(dict, metaclass=ModelMeta):
    def __getattr__(self, key):
        try:
            return self[key]
        except KeyError:
            raise AttributeError(f"{type(self).__name__!r} has no attribute {key!r}") from None

    def __setattr__(self, key, value):
        self[key] = value

    def insert(self):
        columns = list(self.__mappings__)
        marks = ", ".join("?" for _ in columns)
        return f"insert into {self.__table__} ({', '.join(columns)}) values ({marks})", [self.get(c) for c in columns]


class User(Model):
    id = IntegerField(primary=True)
    name = StringField(50)
    email = StringField()


class Registry(type):
    known = {}

    @classmethod
    def __prepare__(mcls, name, bases, **options):
        print("prepare", name, options)
        return {"added": len(name)}

    def __new__(mcls, name, bases, namespace, **options):
        cls = super().__new__(mcls, name, bases, dict(namespace))
        mcls.known[name] = options
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)

    def __len__(cls):
        return len(cls.__name__)

    def __contains__(cls, item):
        return item in vars(cls)

    def shout(cls):
        return cls.__name__.upper()


class Plugin(metaclass=Registry, level=1):
    x = added * 2


class Special(Plugin, level=2, tag="s"):
    pass


class Base:
    subclasses = []

    def __init_subclass__(cls, /, title=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.title = title or cls.__name__.title()
        Base.subclasses.append(cls)


class first_child(Base):
    pass


class second(Base, title="The Second"):
    pass


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name}: {self.area()}"


class Square(Shape):
    name = "square"

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2


class Duck(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other):
        return True if any("quack" in vars(b) for b in other.__mro__) else NotImplemented


class Mallard:
    def quack(self): ...


@Duck.register
class Decoy:
    pass


def main():
    def hello(self, name="world"):
        return f"Hello, {name} from {type(self).__name__}."

    Hello = type("Hello", (object,), {"hello": hello, "number": 7, "__doc__": "Made by hand."})
    print(Hello().hello(), Hello.number, Hello.__doc__, Hello.__name__, type(Hello), type(Hello()) is Hello)
    u = User(id=12345, name="Michael", email="m@x.org")
    print(u.insert(), u.name, User.__mappings__["id"].primary, hasattr(User, "name"))
    u.age = 5
    print(u["age"], list(u))
    try:
        u.password
    except AttributeError as error:
        print(error)
    print(Registry.known, len(Plugin), "x" in Plugin, Special.x, Special.shout(), isinstance(Plugin, Registry))
    try:
        Special().shout()
    except AttributeError as error:
        print(error)
    print([(c.__name__, c.title) for c in Base.subclasses], Base.__subclasses__() == Base.subclasses)
    for cls in (Shape, type("Half", (Shape,), {"name": "half"})):
        try:
            cls()
        except TypeError as error:
            print(error)
    print(Square(3).describe(), Shape.__abstractmethods__ == {"area", "name"})
    print(isinstance(Mallard(), Duck), issubclass(Decoy, Duck), issubclass(int, Duck))
    try:
        class Mixed(Plugin, Shape):
            pass
    except TypeError as error:
        print(error)


main()
