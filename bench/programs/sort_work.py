"""Sorting: ints, floats, strings, tuples, with keys and reversed; a hand-written quicksort and a heap."""

import heapq
from operator import itemgetter

N = 90_000


def pseudo_random(count, seed=42):
    value = seed
    for _ in range(count):
        value = (value * 1103515245 + 12345) % 2147483648
        yield value


def quicksort(items, low, high):
    while low < high:
        pivot = items[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        if j - low < high - i:
            quicksort(items, low, j)
            low = i
        else:
            quicksort(items, i, high)
            high = j


class Version:
    def __init__(self, major, minor):
        self.major = major
        self.minor = minor

    def __lt__(self, other):
        return (self.major, self.minor) < (other.major, other.minor)


def main(n):
    numbers = list(pseudo_random(n))
    ordered = sorted(numbers)
    mine = numbers[:]
    quicksort(mine, 0, n - 1)
    assert mine == ordered

    floats = sorted((x / 7 for x in numbers), reverse=True)
    texts = sorted(f"{x % 10007:05d}-{x % 13}" for x in numbers)
    people = [(x % 90, f"name{x % 1000}") for x in numbers]
    people.sort(key=itemgetter(1))
    people.sort(key=lambda person: person[0])
    versions = sorted(Version(x % 10, x % 100) for x in numbers[: n // 4])

    heap = []
    for x in numbers:
        heapq.heappush(heap, x)
    smallest = [heapq.heappop(heap) for _ in range(n // 2)]
    assert smallest == ordered[: n // 2]
    top = heapq.nlargest(3, numbers)
    return ordered[0], f"{floats[0]:.3f}", texts[0], texts[-1], people[0], people[-1], versions[0].minor, versions[-1].major, top


if __name__ == "__main__":
    print(main(N))
