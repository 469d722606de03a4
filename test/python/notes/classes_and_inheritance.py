"""Classes: privacy by mangling, inheritance and super, polymorphism, class and static methods, __str__, multiple inheritance."""


class Animal:
    count = 0
    kingdom = "animals"

    def __init__(self, name):
        self.name = name
        self.__secret = f"{name}'s secret"
        Animal.count += 1

    def __whisper(self):
        return self.__secret

    def tell(self):
        return self.__whisper()

    def speak(self):
        return "..."

    def introduce(self):
        return f"{self.name} says {self.speak()}"

    @classmethod
    def create(cls, *names):
        return [cls(name) for name in names]

    @classmethod
    def how_many(cls):
        return f"{cls.__name__}: {cls.count}"

    @staticmethod
    def is_name(text):
        return text.isalpha() and text[0].isupper()

    def __str__(self):
        return f"{type(self).__name__}({self.name})"

    def __repr__(self):
        return f"<{self}>"


class Dog(Animal):
    def speak(self):
        return "woof"

    def introduce(self):
        return super().introduce() + "!"


class Cat(Animal):
    def __init__(self, name, lives=9):
        super().__init__(name)
        self.lives = lives
        self.__secret = "a cat's own secret"

    def speak(self):
        return "meow"


class Robot:
    def speak(self):
        return "beep"

    def charge(self):
        return "charging"


class RobotDog(Robot, Dog):
    def speak(self):
        return f"{super().speak()} {Dog.speak(self)}"


class Stone:
    name = "stone"


def chorus(things):
    return ", ".join(getattr(thing, "speak", lambda: "(silence)")() for thing in things)


class A:
    def go(self):
        return ["A"]


class B(A):
    def go(self):
        return ["B"] + super().go()


class C(A):
    def go(self):
        return ["C"] + super().go()


class D(B, C):
    def go(self):
        return ["D"] + super().go()


def main():
    dog, cat = Dog("Rex"), Cat("Tom")
    print(dog.introduce(), cat.introduce(), Animal("Blob").introduce())
    print(dog.tell(), cat.tell(), cat._Cat__secret, dog._Animal__whisper())
    try:
        dog.__secret
    except AttributeError as error:
        print(error)
    print(sorted(name for name in vars(cat)), [name for name in dir(dog) if not name.startswith("_")])
    print(Animal.how_many(), Dog.how_many(), Cat.create("A", "B"), Animal.is_name("Rex"), dog.is_name("x1"))
    Dog.count = 100
    print(Animal.count, Dog.count, cat.count, dog.count)
    dog.count = 7
    print(dog.count, Dog.count, dog.__dict__)
    del dog.count
    print(dog.count, dog.kingdom, dog)
    print(isinstance(dog, Animal), isinstance(dog, (Cat, Robot)), issubclass(Cat, Animal), type(dog) is Animal, type(dog) is Dog, id(dog) == id(dog))

    spot = RobotDog("Spot")
    print(spot.introduce(), spot.charge(), chorus([dog, cat, spot, Stone(), Robot()]))
    print([c.__name__ for c in RobotDog.__mro__], RobotDog.__bases__)
    print(D().go(), [c.__name__ for c in D.mro()])
    try:
        class Wrong(A, D):
            pass
    except TypeError as error:
        print(error)

    def bark(self, times=1):
        return " ".join([self.speak()] * times)

    Dog.bark = bark
    print(dog.bark(2), spot.bark())
    Animal.speak = lambda self: "changed"
    print(Animal("x").speak(), dog.speak())
    bound = dog.bark
    print(bound(3), bound.__self__ is dog, bound.__func__ is bark, Dog.bark(dog))
    for bad in (lambda: Dog(), lambda: Dog("a", "b"), lambda: dog.bark(1, 2), lambda: Dog.bark(), lambda: dog.fly(), lambda: Cat("a", life=2)):
        try:
            bad()
        except (TypeError, AttributeError) as error:
            print(type(error).__name__, error)


main()
