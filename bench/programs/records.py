"""Records: dataclasses, named tuples and enums made, filtered by comprehensions, zipped, counted and put into sets of ints."""

from collections import namedtuple
from dataclasses import dataclass, field
from enum import Enum

N = 7000


class Kind(Enum):
    SMALL = 1
    BIG = 2


@dataclass
class Part:
    number: int
    name: str
    kind: Kind
    tags: list = field(default_factory=list)

    @property
    def heavy(self):
        return self.kind is Kind.BIG


Place = namedtuple("Place", "row column")


class Unplaced(Exception):
    def __init__(self, part, place):
        super().__init__(f"{part.name} at {place.row}, {place.column}")
        self.part = part


def put(grid, part, place):
    if place.row == place.column:
        raise Unplaced(part, place)
    grid[place] = part


def main(n):
    total = 0
    failed = 0
    for size in range(n):
        parts = [Part(i, f"part{i}", Kind.BIG if (i + size) % 3 else Kind.SMALL, [i, i + size]) for i in range(60)]
        heavy = [part for part in parts if part.heavy]
        numbers = {part.number for part in parts if part.kind == Kind.SMALL}
        tags = {tag % 97 for part in parts for tag in part.tags}
        total += len(numbers & tags) + len(tags - numbers) + sum(part.number for part in heavy)
        grid = {}
        for index, part in enumerate(heavy):
            try:
                put(grid, part, Place(index % 8, index // 8))
            except Unplaced as error:
                failed += error.part.number
        for place, part in zip(grid, heavy):
            total += place.row * part.number
        total += any(part.number == size for part in parts) + parts.index(Part(7, "part7", Kind.BIG if (7 + size) % 3 else Kind.SMALL, [7, 7 + size]))
    return total, failed


if __name__ == "__main__":
    print(main(N))
