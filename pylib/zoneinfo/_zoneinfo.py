"""ZoneInfo: time zones from TZif files (CPython has it in C as well: Modules/_zoneinfo.c).

A file gives the moments at which a zone's offset changes, in UTC seconds, and a POSIX rule for all later times. For lookups by local
time two more lists are made: each change on the local clock as fold=0 and as fold=1 sees it. An ambiguous hour then is one that the two
lists place differently, and a bisection in the list of the given fold is all that a lookup needs.
"""

import weakref
from bisect import bisect_right
from calendar import isleap, monthrange
from datetime import datetime, timedelta, tzinfo

from . import _common, _tzpath

_EPOCH_DAY = datetime(1970, 1, 1).toordinal()
_STRONG = 8


class _Kind:
    """One offset with its name: what a zone's clocks show between two changes."""

    __slots__ = ("utcoff", "dst", "name", "seconds")

    def __init__(self, seconds, dst, name):
        self.seconds = seconds
        self.utcoff = timedelta(seconds=seconds)
        self.dst = timedelta(seconds=dst)
        self.name = name


class ZoneInfo(tzinfo):
    """A time zone by its IANA name, such as ZoneInfo("Europe/Vienna"). The same name gives the same object."""

    _weak_cache = weakref.WeakValueDictionary()
    _strong_cache = {}
    __module__ = "zoneinfo"

    def __init_subclass__(cls):
        cls._weak_cache = weakref.WeakValueDictionary()
        cls._strong_cache = {}

    def __new__(cls, key):
        zone = cls._weak_cache.get(key)
        if zone is None:
            zone = cls._weak_cache.setdefault(key, cls._load(key))
            zone._from_cache = True
        # The most recently used ones are kept alive.
        cls._strong_cache[key] = cls._strong_cache.pop(key, zone)
        if len(cls._strong_cache) > _STRONG:
            del cls._strong_cache[next(iter(cls._strong_cache))]
        return zone

    @classmethod
    def no_cache(cls, key):
        """A new object, whether or not the zone is known already."""
        return cls._load(key)

    @classmethod
    def from_file(cls, file, /, key=None):
        """A zone from an open TZif file; it can be pickled only by its key, so not at all."""
        zone = super().__new__(cls)
        zone._key = key
        zone._file = repr(file)
        zone._read(file)
        return zone

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        if only_keys is not None:
            for key in only_keys:
                cls._weak_cache.pop(key, None)
                cls._strong_cache.pop(key, None)
        else:
            cls._weak_cache.clear()
            cls._strong_cache.clear()

    @classmethod
    def _load(cls, key):
        path = _tzpath.find_tzfile(key)
        file = open(path, "rb") if path is not None else _common.load_tzdata(key)
        with file:
            zone = super().__new__(cls)
            zone._key = key
            zone._file = None
            zone._read(file)
        return zone

    _from_cache = False

    @property
    def key(self):
        return self._key

    def _read(self, file):
        indexes, changes, offsets, summer, names, rule = _common.load_data(file)
        savings = _savings(indexes, offsets, summer)
        kinds = [_Kind(offset, dst, name) for offset, dst, name in zip(offsets, savings, names)]
        self._changes = list(changes)
        self._kinds = [kinds[i] for i in indexes]
        self._before = next((kind for kind, is_dst in zip(kinds, summer) if not is_dst), kinds[0] if kinds else None)
        if rule:
            self._rule = _parse_rule(rule.decode() if isinstance(rule, bytes) else rule)
        elif self._kinds or kinds:
            self._rule = self._kinds[-1] if self._kinds else kinds[0]
        else:
            raise ValueError("No time zone information found.")
        if self._before is None:
            self._before = self._rule if isinstance(self._rule, _Kind) else self._rule.standard
        self._local = _local_changes(self._changes, self._kinds, self._before)
        self._fixed = not self._changes and isinstance(self._rule, _Kind)

    def _find(self, moment):
        if moment is None:
            return self._rule if self._fixed else None
        seconds = _local_seconds(moment)
        changes = self._local[moment.fold]
        if changes and seconds >= changes[-1]:
            return self._after(seconds, moment)
        at = bisect_right(changes, seconds)
        if at:
            return self._kinds[at - 1]
        return self._before if changes else self._after(seconds, moment)

    def _after(self, seconds, moment):
        if isinstance(self._rule, _Kind):
            return self._rule
        return self._rule.at(seconds, moment.year, moment.fold)

    def utcoffset(self, moment):
        kind = self._find(moment)
        return kind and kind.utcoff

    def dst(self, moment):
        kind = self._find(moment)
        return kind and kind.dst

    def tzname(self, moment):
        kind = self._find(moment)
        return kind and kind.name

    def fromutc(self, moment):
        if not isinstance(moment, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if moment.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        seconds = _local_seconds(moment)
        changes = self._changes
        at = bisect_right(changes, seconds)
        if changes and at == 0:
            kind, before = self._before, None
        elif at == len(changes):
            kind, fold = (self._rule, 0) if isinstance(self._rule, _Kind) else self._rule.from_utc(seconds, moment.year)
            if at and isinstance(self._rule, _Kind) or at and seconds - changes[-1] < 86400:
                fold = fold or self._repeats(at, seconds, kind)
            return (moment + kind.utcoff).replace(fold=fold)
        else:
            kind = self._kinds[at - 1]
        fold = self._repeats(at, seconds, kind) if at else 0
        return (moment + kind.utcoff).replace(fold=fold)

    def _repeats(self, at, seconds, kind):
        """1 in the time after a change for which the clock was set back, so that its hour comes twice."""
        before = self._kinds[at - 2] if at >= 2 else self._before
        return int(seconds - self._changes[at - 1] < before.seconds - kind.seconds)

    def __str__(self):
        return self._key if self._key is not None else repr(self)

    def __repr__(self):
        name = f"{self.__class__.__module__}.{self.__class__.__qualname__}"
        if self._key is not None:
            return f"{name}(key={self._key!r})"
        return f"{name}.from_file({self._file})"

    def __reduce__(self):
        if self._file is not None:
            import pickle

            raise pickle.PicklingError("Cannot pickle a ZoneInfo file created from a file stream.")
        return (self.__class__._unpickle, (self._key, self._from_cache))

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        return cls(key) if from_cache else cls.no_cache(key)


def _local_seconds(moment):
    days = moment.toordinal() - _EPOCH_DAY
    return days * 86400 + moment.hour * 3600 + moment.minute * 60 + moment.second


def _savings(indexes, offsets, summer):
    """How far each kind of summer time is ahead: the difference to the standard time it was last changed from or to."""
    savings = [0] * len(offsets)
    missing = {i for i, is_dst in enumerate(summer) if is_dst}
    for direction in (1, -1):
        order = list(indexes)[::direction]
        for other, index in zip(order, order[1:]):
            if index in missing and not summer[other] and offsets[index] != offsets[other]:
                savings[index] = offsets[index] - offsets[other]
                missing.discard(index)
    for index in missing:
        savings[index] = 3600
    return savings


def _local_changes(changes, kinds, before):
    """The changes on the local clock, as fold=0 (the earlier reading) and fold=1 (the later one) take it."""
    early, late = [], []
    for change, kind in zip(changes, kinds):
        old, new = before.seconds, kind.seconds
        early.append(change + max(old, new))
        late.append(change + min(old, new))
        before = kind
    return early, late


class _Rule:
    """A POSIX rule with summer time: standard and summer kinds and the two days of the year on which they change."""

    def __init__(self, standard, summer, start, end):
        self.standard = standard
        self.summer = summer
        self.start = start
        self.end = end

    def _bounds(self, year):
        """The changes into and out of summer time, in local seconds of the clock before each change."""
        return self.start(year), self.end(year)

    def at(self, seconds, year, fold):
        start, end = self._bounds(year)
        gain = self.summer.seconds - self.standard.seconds
        # With fold=1 the hour that is skipped counts as after the change and the hour that repeats as its second time.
        if fold == (gain >= 0):
            end -= gain
        else:
            start += gain
        inside = start <= seconds < end if start < end else not end <= seconds < start
        return self.summer if inside else self.standard

    def from_utc(self, seconds, year):
        start, end = self._bounds(year)
        start -= self.standard.seconds
        end -= self.summer.seconds
        inside = start <= seconds < end if start < end else not end <= seconds < start
        gain = self.summer.seconds - self.standard.seconds
        back, size = (end, gain) if gain > 0 else (start, -gain)
        return (self.summer if inside else self.standard), int(back <= seconds < back + size)


def _parse_rule(text):
    """EST5EDT,M3.2.0,M11.1.0/2 and its like: a kind for a zone without summer time, else a rule."""
    zone, *days = text.split(",")
    name, rest = _take_name(zone)
    offset, rest = _take_offset(rest)
    if offset is None:
        raise ValueError(f"{text} is not a valid TZ string")
    standard = _Kind(-offset, 0, name)
    if not rest:
        if days:
            raise ValueError(f"Transition rule present in {text!r} without a summer time")
        return standard
    name, rest = _take_name(rest)
    ahead, rest = _take_offset(rest)
    summer_seconds = -offset + 3600 if ahead is None else -ahead
    if rest or len(days) != 2:
        raise ValueError(f"{text} is not a valid TZ string")
    summer = _Kind(summer_seconds, summer_seconds + offset, name)
    return _Rule(standard, summer, _parse_day(days[0]), _parse_day(days[1]))


def _take_name(text):
    if text.startswith("<"):
        name, _, rest = text[1:].partition(">")
    else:
        end = next((i for i, letter in enumerate(text) if not letter.isalpha()), len(text))
        name, rest = text[:end], text[end:]
    if len(name) < 3:
        raise ValueError(f"{text} is not a valid TZ string")
    return name, rest


def _take_offset(text):
    end = next((i for i, letter in enumerate(text) if letter not in "+-:0123456789"), len(text))
    return (_seconds(text[:end]) if end else None), text[end:]


def _seconds(text):
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    if len(parts) > 3 or parts[0] > 167:
        raise ValueError(f"Hour must be in [0, 167], or the time is malformed: {text}")
    return sign * sum(part * scale for part, scale in zip(parts, (3600, 60, 1)))


def _parse_day(text):
    """A function: year to the local second of the change."""
    day, _, time = text.partition("/")
    seconds = _seconds(time) if time else 7200
    if day.startswith("M"):
        month, week, weekday = (int(part) for part in day[1:].split("."))
        if not (1 <= month <= 12 and 1 <= week <= 5 and 0 <= weekday <= 6):
            raise ValueError(f"Invalid transition rule: {text}")

        def find(year):
            first, length = monthrange(year, month)
            date = (weekday - first - 1) % 7 + 1 + (week - 1) * 7
            if date > length:
                date -= 7
            return (datetime(year, month, date).toordinal() - _EPOCH_DAY) * 86400 + seconds

        return find
    julian = day.startswith("J")
    number = int(day[1:] if julian else day)
    if not (julian and 1 <= number <= 365 or not julian and 0 <= number <= 365):
        raise ValueError(f"Invalid transition rule: {text}")

    def count(year):
        # Jn never counts the 29th of February, n does and starts from 0.
        days = number - 1 + (isleap(year) and number >= 60) if julian else number
        return (datetime(year, 1, 1).toordinal() - _EPOCH_DAY + days) * 86400 + seconds

    return count
