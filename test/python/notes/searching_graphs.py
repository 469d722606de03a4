"""Graphs: breadth first, depth first, shortest paths with a heap, topological order, union-find, flood fill."""
import heapq
from collections import deque
from graphlib import CycleError, TopologicalSorter

GRAPH = {"A": ["B", "C"], "B": ["A", "D", "E"], "C": ["A", "F"], "D": ["B"], "E": ["B", "F"], "F": ["C", "E"]}
ROADS = {("a", "b"): 7, ("a", "c"): 9, ("a", "f"): 14, ("b", "c"): 10, ("b", "d"): 15, ("c", "d"): 11, ("c", "f"): 2, ("d", "e"): 6, ("e", "f"): 9}
MAP = """
..#....
.##.##.
.#...#.
...#...
""".strip().splitlines()


def bfs(graph, start):
    seen, queue = [start], deque([start])
    while queue:
        for other in graph[queue.popleft()]:
            if other not in seen:
                seen.append(other)
                queue.append(other)
    return seen


def dfs(graph, start, seen=None):
    seen = seen if seen is not None else []
    seen.append(start)
    for other in graph[start]:
        if other not in seen:
            dfs(graph, other, seen)
    return seen


def paths(graph, start, goal, so_far=()):
    so_far += (start,)
    if start == goal:
        yield so_far
        return
    for other in graph[start]:
        if other not in so_far:
            yield from paths(graph, other, goal, so_far)


def dijkstra(roads, start):
    neighbours = {}
    for (a, b), length in roads.items():
        neighbours.setdefault(a, []).append((b, length))
        neighbours.setdefault(b, []).append((a, length))
    best, before, heap = {start: 0}, {}, [(0, start)]
    while heap:
        distance, town = heapq.heappop(heap)
        if distance > best[town]:
            continue
        for other, length in neighbours[town]:
            if distance + length < best.get(other, float("inf")):
                best[other] = distance + length
                before[other] = town
                heapq.heappush(heap, (best[other], other))
    return best, before


def trace(before, town):
    way = [town]
    while way[-1] in before:
        way.append(before[way[-1]])
    return "-".join(reversed(way))


class Groups:
    def __init__(self, items):
        self.parent = {item: item for item in items}

    def find(self, item):
        while self.parent[item] != item:
            self.parent[item] = item = self.parent[self.parent[item]]
        return item

    def join(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[a] = b
        return a != b


def spanning_tree(roads):
    groups = Groups({town for pair in roads for town in pair})
    return [(pair, length) for pair, length in sorted(roads.items(), key=lambda item: item[1]) if groups.join(*pair)]


def steps(start, goal):
    queue, seen = deque([(start, 0)]), {start}
    while queue:
        (row, column), count = queue.popleft()
        if (row, column) == goal:
            return count
        for r, c in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if 0 <= r < len(MAP) and 0 <= c < len(MAP[0]) and MAP[r][c] == "." and (r, c) not in seen:
                seen.add((r, c))
                queue.append(((r, c), count + 1))
    return None


def main():
    print(bfs(GRAPH, "A"), dfs(GRAPH, "A"))
    for path in paths(GRAPH, "A", "F"):
        print("->".join(path))
    print(min(paths(GRAPH, "D", "F"), key=len))
    best, before = dijkstra(ROADS, "a")
    for town in sorted(best):
        print(f"{town} {best[town]:>3} {trace(before, town)}")
    tree = spanning_tree(ROADS)
    print(tree, sum(length for _, length in tree))
    print(steps((0, 0), (0, 6)), steps((0, 0), (0, 3)), steps((0, 0), (0, 2)))
    tasks = {"deploy": {"test", "build"}, "test": {"compile"}, "build": {"compile"}, "compile": set()}
    order = list(TopologicalSorter(tasks).static_order())
    print(order[0], sorted(order[1:3]), order[3])
    sorter = TopologicalSorter({"d": ["b", "c"], "b": ["a"], "c": ["a"]})
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        print(ready, end=" ")
        sorter.done(*ready)
    print()
    try:
        TopologicalSorter({1: [2], 2: [3], 3: [1]}).prepare()
    except CycleError as error:
        print(error.args[0], sorted(set(error.args[1])))


main()
