"""Pancake flipping over all permutations of n: list indexing, slices and int loops."""

N = 9


def fannkuch(n):
    order = list(range(n))
    turns = [0] * n
    most_flips = 0
    checksum = 0
    sign = 1
    while True:
        first = order[0]
        if first:
            pile = order[:]
            flips = 0
            while first:
                pile[:first + 1] = pile[first::-1]
                first = pile[0]
                flips += 1
            if flips > most_flips:
                most_flips = flips
            checksum += sign * flips
        # The next permutation: rotate ever longer prefixes until one has turns left.
        sign = -sign
        size = 1
        while True:
            if size == n:
                return checksum, most_flips
            moved = order[0]
            for i in range(size):
                order[i] = order[i + 1]
            order[size] = moved
            turns[size] += 1
            if turns[size] <= size:
                break
            turns[size] = 0
            size += 1


def main(n):
    checksum, flips = fannkuch(n)
    return f"{checksum} Pfannkuchen({n}) = {flips}"


if __name__ == "__main__":
    print(main(N))
