"""Raising and catching: near and far handlers, try/finally, custom exceptions, KeyError and ValueError from built-ins."""

N = 240_000


class Refused(Exception):
    def __init__(self, amount, balance):
        super().__init__(f"cannot take {amount} of {balance}")
        self.missing = amount - balance


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.log = 0

    def take(self, amount):
        if amount > self.balance:
            raise Refused(amount, self.balance)
        self.balance -= amount

    def guarded_take(self, amount):
        try:
            self.take(amount)
        finally:
            self.log += 1


def parse(text):
    try:
        return int(text)
    except ValueError:
        return None


def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        return -1


def deep(level, value):
    if level == 0:
        if value % 3 == 0:
            raise LookupError(value)
        return value
    return deep(level - 1, value) + 1


def main(n):
    account = Account(n)
    missing = 0
    for i in range(n):
        try:
            account.guarded_take(i % 7 * 5)
        except Refused as refused:
            missing += refused.missing
    texts = ["12", "x", "7", "", "3.5", "-4"]
    parsed = sum(1 for i in range(n) if parse(texts[i % 6]) is None)
    table = {i: i for i in range(0, n, 2)}
    found = sum(lookup(table, i) for i in range(n))
    caught = 0
    for i in range(n // 10):
        try:
            deep(5, i)
        except LookupError as error:
            caught += error.args[0]
    chained = 0
    for i in range(n // 10):
        try:
            try:
                [].pop()
            except IndexError as error:
                raise RuntimeError("empty") from error
        except RuntimeError as error:
            chained += type(error.__cause__) is IndexError
    return missing, account.log, parsed, found, caught, chained


if __name__ == "__main__":
    print(main(N))
