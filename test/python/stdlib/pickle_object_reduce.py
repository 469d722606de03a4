# Pickles of classes that take `object.__reduce__` instead of their base's, as time zones do.
import datetime
import pickle


class Zone(datetime.tzinfo):
    __reduce__ = object.__reduce__

    def __init__(self, name="z"):
        self.name = name

    def utcoffset(self, dt):
        return datetime.timedelta(hours=1)


class Slim(datetime.tzinfo):
    __slots__ = ()
    __reduce__ = object.__reduce__


class D(dict):
    __reduce__ = object.__reduce__


class I(int):
    __reduce__ = object.__reduce__


class Stamp(datetime.datetime):
    __reduce__ = object.__reduce__


class Span(datetime.timedelta):
    __reduce__ = object.__reduce__


for o in (Zone(), Zone("q"), Slim(), D(a=1), I(5), Stamp(2020, 1, 1), Span(1), datetime.datetime(2020, 1, 1, tzinfo=Zone("r"))):
    for protocol in range(6):
        try:
            copy = pickle.loads(pickle.dumps(o, protocol))
            print(type(o).__name__, protocol, type(copy).__name__, getattr(copy, "__dict__", None), copy == o)
        except Exception as e:
            print(type(o).__name__, protocol, type(e).__name__, e)
