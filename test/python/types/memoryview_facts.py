# memoryview: shapes, formats, slices, writing through, exports that forbid resizing.
import array


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


data = bytearray(b'abcdef')
view = memoryview(data)
print(view[0], view[-1], view[1:3].tobytes(), view[::-2].tobytes(), len(view), view.nbytes)
view[0] = 65
view[1:3] = b'XY'
print(data, view.readonly, view.obj is data)
for f in (lambda: view[6], lambda: view['a'], lambda: view.__setitem__(0, 256), lambda: view.__setitem__(0, 'a'),
          lambda: view.__setitem__(slice(0, 2), b'abc'), lambda: view.__delitem__(0), lambda: memoryview('a'),
          lambda: memoryview(b'a').__setitem__(0, 1), lambda: data.append(1)):
    attempt(f)
view.release()
data.append(1)
print(data)
attempt(lambda: view[0])

grid = memoryview(b'abcdef').cast('B', [2, 3])
print(grid.tolist(), grid.shape, grid.strides, grid.ndim, grid[1, 2], grid.tobytes('F'), grid.c_contiguous, grid.f_contiguous)
for f in (lambda: grid[0], lambda: grid[0, 0, 0], lambda: grid[5, 0], lambda: grid[0, -4], lambda: grid.cast('B', [3, 2]),
          lambda: grid.cast('B').tolist(), lambda: memoryview(b'abc').cast('h'), lambda: memoryview(b'ab').cast('<h'),
          lambda: memoryview(b'abcd').cast('B', [3]), lambda: memoryview(b'a').cast('B', [])[()]):
    attempt(f)

numbers = memoryview(array.array('i', [1, -2, 3]))
print(numbers.tolist(), numbers.format, numbers.itemsize, numbers[1], numbers == array.array('q', [1, -2, 3]))
print(memoryview(b'abcdefgh').cast('d')[0], memoryview(b'\x00\x3c').cast('e')[0], memoryview(b'ab').cast('c').tolist())
print(memoryview(b'abcdef').hex(':', 2), hash(memoryview(b'ab')) == hash(b'ab'), memoryview(b'ab') == b'ab', 97 in memoryview(b'ab'))
print(memoryview(b'aba').count(97), memoryview(b'aba').index(98), list(memoryview(b'ab')[1:]), memoryview(b'ab').toreadonly().readonly)
attempt(lambda: hash(memoryview(bytearray(b'a'))))
with memoryview(b'xyz') as v:
    print(bytes(v))
attempt(lambda: v.tobytes())


class Exporter:
    def __buffer__(self, flags):
        return memoryview(b'from python')


print(bytes(Exporter()), memoryview(Exporter())[0])
