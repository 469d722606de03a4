class A(Base, metaclass=Meta):
    """Doc."""
    limit = 10
    def __init__(self, n):
        super().__init__()
        self.n = n
    @property
    def double(self):
        return self.n * 2
