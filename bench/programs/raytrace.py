"""A small ray tracer: vectors as objects with operators, spheres and a floor, reflections."""

from math import sqrt

N = 120


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self):
        return sqrt(self.dot(self))

    def unit(self):
        return self * (1.0 / self.length())

    def reflect(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    def __init__(self, start, direction):
        self.start = start
        self.direction = direction.unit()

    def at(self, t):
        return self.start + self.direction * t


class Sphere:
    def __init__(self, centre, radius, colour, shine):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.shine = shine

    def hit(self, ray):
        to_centre = self.centre - ray.start
        along = to_centre.dot(ray.direction)
        discriminant = self.radius * self.radius - to_centre.dot(to_centre) + along * along
        if discriminant < 0.0:
            return None
        t = along - sqrt(discriminant)
        return t if t > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def colour_at(self, point):
        return self.colour


class Floor:
    shine = 0.1

    def __init__(self, height):
        self.height = height

    def hit(self, ray):
        if ray.direction.y >= -1e-9:
            return None
        t = (self.height - ray.start.y) / ray.direction.y
        return t if t > 1e-6 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        if (int(point.x + 1000.0) + int(point.z + 1000.0)) % 2:
            return (0.9, 0.9, 0.9)
        return (0.2, 0.2, 0.3)


class Scene:
    def __init__(self):
        self.things = []
        self.lights = []

    def first_hit(self, ray):
        nearest = None
        found = None
        for thing in self.things:
            t = thing.hit(ray)
            if t is not None and (nearest is None or t < nearest):
                nearest, found = t, thing
        return found, nearest

    def lit(self, point, light):
        way = light - point
        thing, t = self.first_hit(Ray(point, way))
        return thing is None or t > way.length()

    def trace(self, ray, depth):
        thing, t = self.first_hit(ray)
        if thing is None:
            return (0.4, 0.5, 0.7)
        point = ray.at(t)
        normal = thing.normal(point)
        strength = 0.1
        for light in self.lights:
            if self.lit(point, light):
                strength += max(0.0, (light - point).unit().dot(normal)) * 0.6
        colour = tuple(c * strength for c in thing.colour_at(point))
        if depth and thing.shine:
            mirrored = self.trace(Ray(point, ray.direction.reflect(normal)), depth - 1)
            colour = tuple(c * (1 - thing.shine) + m * thing.shine for c, m in zip(colour, mirrored))
        return colour


def main(n):
    scene = Scene()
    scene.lights = [Vector(30.0, 30.0, -10.0), Vector(-10.0, 100.0, -30.0)]
    scene.things.append(Floor(-1.0))
    for i in range(6):
        scene.things.append(Sphere(Vector(-3.0 + i * 1.3, -0.2 + (i % 3) * 0.4, 4.0 + i % 2), 0.6, (i / 6, 0.8, 1 - i / 6), 0.3))
    totals = [0.0, 0.0, 0.0]
    eye = Vector(0.0, 1.0, -6.0)
    for row in range(n):
        for column in range(n):
            target = Vector((column - n / 2) * 6.0 / n, (n / 2 - row) * 6.0 / n, 2.0)
            colour = scene.trace(Ray(eye, target - eye), 2)
            for channel in range(3):
                totals[channel] += colour[channel]
    return " ".join(f"{total / (n * n):.9f}" for total in totals)


if __name__ == "__main__":
    print(main(N))
