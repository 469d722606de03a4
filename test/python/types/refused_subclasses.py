# A class that __init_subclass__ or __set_name__ refuses is still listed by its bases for a while: isinstance asks it.
import abc


class Final(metaclass=abc.ABCMeta):
    def __init_subclass__(cls):
        raise TypeError("final")


class Named:
    def __set_name__(self, owner, name):
        raise ValueError(name)


class Open(abc.ABC):
    pass


try:
    class Sub(Final):
        pass
except TypeError as e:
    print(e)
try:
    class Other(Open):
        x = Named()
except ValueError as e:
    print(e)
print(isinstance(1, Final), isinstance(1, Open), issubclass(int, Final))


class Kept(Open):
    pass


print(Kept in Open.__subclasses__(), isinstance(Kept(), Open), isinstance("", Open))
