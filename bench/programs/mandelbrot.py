"""Points of a grid that stay bounded: a tight float loop with an early way out."""

N = 300


def stays(cr, ci, limit):
    zr = zi = 0.0
    for step in range(limit):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return step
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return limit


def main(n):
    inside = 0
    steps = 0
    for row in range(n):
        ci = 2.0 * row / n - 1.0
        for column in range(n):
            taken = stays(2.5 * column / n - 2.0, ci, 100)
            steps += taken
            if taken == 100:
                inside += 1
    return inside, steps


if __name__ == "__main__":
    print(main(N))
