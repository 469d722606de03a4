"""A tour of Python in one file: classes, files, JSON, dataclasses, generators, a sorted report, an error with its traceback.

Run it with `npx taipan examples/tour.py`; it prints what any Python 3.14 prints.
"""

import json
import os
import sys
import tempfile
import traceback
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from functools import cached_property, total_ordering
from statistics import mean, median


@dataclass
class Reading:
    station: str
    day: int
    celsius: float
    tags: list[str] = field(default_factory=list)

    @property
    def fahrenheit(self) -> float:
        return self.celsius * 9 / 5 + 32


@total_ordering
class Station:
    """Collects readings; stations are ordered by their mean temperature."""

    def __init__(self, name):
        self.name = name
        self.readings = []

    def add(self, reading):
        self.readings.append(reading)
        return self

    @cached_property
    def mean(self):
        return mean(r.celsius for r in self.readings)

    def coldest(self):
        return min(r.celsius for r in self.readings)

    def __len__(self):
        return len(self.readings)

    def __iter__(self):
        return iter(self.readings)

    def __eq__(self, other):
        return self.mean == other.mean

    def __lt__(self, other):
        return self.mean < other.mean

    def __hash__(self):
        return hash(self.name)

    def __repr__(self):
        return f"<Station {self.name}: {len(self)} readings, {self.mean:.2f} °C>"


def readings(names, days):
    """Makes up readings that look like weather and never change."""
    for index, name in enumerate(names):
        for day in range(1, days + 1):
            celsius = 12 + index * 2.5 + (day * 37 + index * 11) % 17 / 2 - 4
            tags = [tag for tag, limit in (("warm", 18), ("hot", 20)) if celsius > limit]
            yield Reading(name, day, round(celsius, 1), tags)


def running_mean():
    total = count = 0
    average = None
    while True:
        total += yield average
        count += 1
        average = total / count


def save(path, items):
    with open(path, "w", encoding="utf-8") as file:
        for item in items:
            file.write(json.dumps(asdict(item), sort_keys=True) + "\n")


def load(path):
    with open(path, encoding="utf-8") as file:
        return [Reading(**json.loads(line)) for line in file]


def describe(value):
    match value:
        case Reading(station=name, tags=["warm", "hot"]):
            return f"a hot day in {name}"
        case Reading(celsius=c) if c < 10:
            return f"a cold day: {c}"
        case Reading(tags=[only]):
            return f"tagged {only!r}"
        case {"kind": kind, **rest}:
            return f"{kind} with {sorted(rest)}"
        case [first, *others]:
            return f"{first} and {len(others)} more"
        case _:
            return "something else"


def report(stations):
    print(f"{'station':<12}{'n':>4}{'mean':>8}{'median':>8}{'max °F':>8}")
    print("-" * 40)
    for place, station in enumerate(sorted(stations, reverse=True), start=1):
        celsius = [r.celsius for r in station]
        hottest = max(r.fahrenheit for r in station)
        print(f"{place}. {station.name:<9}{len(station):>4}{station.mean:>8.2f}{median(celsius):>8.2f}{hottest:>8.1f}")


def main():
    names = ["Oslo", "Lisboa", "Graz", "Αθήνα"]
    everything = list(readings(names, 10))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "readings.jsonl")
        save(path, everything)
        size = os.path.getsize(path)
        again = load(path)
    print(f"{len(again)} readings, {size} bytes, equal after the round trip: {again == everything}")
    print(again[-1])

    stations = {name: Station(name) for name in names}
    for reading in again:
        stations[reading.station].add(reading)
    report(stations.values())
    print(min(stations.values()), "is the coldest")

    tags = Counter(tag for reading in again for tag in reading.tags)
    print("tags:", dict(tags.most_common()))
    by_tags = defaultdict(set)
    for reading in again:
        by_tags[", ".join(reading.tags) or "none"].add(reading.station)
    print(json.dumps({key: sorted(value) for key, value in sorted(by_tags.items())}, ensure_ascii=False, indent=2))

    mean_so_far = running_mean()
    next(mean_so_far)
    print("running mean:", [round(mean_so_far.send(r.celsius), 2) for r in again[:6]])
    for value in (again[-1], again[0], Reading("x", 1, 19, ["warm"]), {"kind": "note", "b": 1, "a": 2}, "abc", [1, 2, 3]):
        print("-", describe(value))

    print("big numbers:", 2**100, 7**77 % 10**12, f"{10**15:,}", 0.1 + 0.2, round(2.675, 2))
    try:
        stations["Roma"].mean
    except KeyError as error:
        error.add_note("Only four stations were set up.")
        print("caught", repr(error))
        traceback.print_exc(file=sys.stdout)
    print("and an error that nobody catches:", flush=True)
    return Station("nowhere").coldest()


if __name__ == "__main__":
    main()
