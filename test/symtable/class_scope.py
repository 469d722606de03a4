class A[T]:
    y: int = 1
    def f(self):
        return __class__, super(), self.__private
    z = [y for _ in self]
