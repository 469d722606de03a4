"""Exceptions: raising, catching, else and finally, our own hierarchy, chaining, notes, groups, assert, returning from finally."""
import traceback


class AppError(Exception):
    """Base of this program's errors."""

    code = 1

    def __init__(self, message, *, hint=None):
        super().__init__(message)
        self.hint = hint


class PasswordTooShort(AppError):
    code = 2

    def __str__(self):
        return f"[{self.code}] {super().__str__()}"


def check_password(text):
    if not isinstance(text, str):
        raise TypeError("a password is text")
    if len(text) < 8:
        raise PasswordTooShort(f"{len(text)} is too short", hint="use 8")
    return "ok"


def convert(text):
    try:
        value = int(text)
    except ValueError as error:
        print("  except", error)
        value = None
    except (TypeError, OverflowError) as error:
        print("  other", error)
        value = -1
    else:
        print("  else")
    finally:
        print("  finally")
    return value


def order():
    try:
        return "try"
    finally:
        print("  before the return")


def loops():
    for i in range(3):
        try:
            if i == 0:
                continue
            if i == 1:
                break
        finally:
            print("  left", i)
    return i


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def load(name):
    try:
        return {"a": 1}[name]
    except KeyError as error:
        raise AppError(f"cannot load {name}") from error


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        {}["missing"]


def silent():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("clean") from None


def main():
    for password in ("secret", "long enough", 5):
        attempt(lambda: check_password(password))
    try:
        check_password("abc")
    except AppError as error:
        print(error.args, error.hint, error.code, isinstance(error, PasswordTooShort), repr(error))
    print(convert("12"), convert("x"), convert(None), convert(float("inf")))
    print(order(), loops())
    for function in (lambda: load("b"), implicit, silent):
        try:
            function()
        except Exception as error:
            print(type(error).__name__, repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
    for bad in (lambda: 1 / 0, lambda: [][1], lambda: {}["k"], lambda: int("x"), lambda: "a" + 1, lambda: undefined_name, lambda: None.x, lambda: [1, 2].index(3), lambda: next(iter([])), lambda: {}.popitem(), lambda: "x".encode("ascii").decode("latin-9x"), lambda: float("abc"), lambda: chr(-1), lambda: len(5), lambda: (1).real(), lambda: int("1" * 5000), lambda: open("/no/such/file"), lambda: __import__("no_such_module"), lambda: sorted([1, "a"]), lambda: {[]: 1}):
        attempt(bad)

    def asserting():
        assert 1 + 1 == 2
        assert False, "the message"

    attempt(asserting)
    try:
        try:
            raise ValueError("first")
        finally:
            raise KeyError("second")
    except KeyError as error:
        print(repr(error), repr(error.__context__))
    try:
        raise ExceptionGroup("many", [ValueError(1), TypeError(2), ExceptionGroup("inner", [KeyError("k"), ValueError(3)])])
    except* ValueError as group:
        print("values:", group.exceptions, len(group.exceptions))
    except* (TypeError, KeyError) as group:
        print("others:", group)
    error = ValueError("noted")
    error.add_note("first note")
    error.add_note("second note")
    print(error.__notes__, traceback.format_exception_only(error))
    try:
        raise AppError
    except TypeError as error:
        print(error)
    try:
        raise "text"
    except TypeError as error:
        print(error)
    try:
        raise error
    except TypeError as same:
        print(same is error if "error" in dir() else "the name is gone")
    except NameError as gone:
        print(gone)
    try:
        load("zzz")
    except AppError:
        print(traceback.format_exc().replace("\n", "\n    "))


main()
