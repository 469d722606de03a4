# Positions in text files: each is the number that CPython gives, and leads back to its character.
import io
import os
import tempfile

name = os.path.join(tempfile.mkdtemp(), 'f')
wide = 'añb\r\nあいう\rxyz\n\U0001F600end\n'
for encoding in 'utf-8', 'utf-16', 'utf-8-sig', 'shift_jis', 'utf-7', 'iso2022_jp', 'utf-32-be', 'latin-1', 'gb18030':
    data = {'latin-1': 'añb\r\nxy\rz\n', 'shift_jis': 'ab\r\nあいう\rxyz\n', 'iso2022_jp': 'ab\r\nあいう\rxyz\n'}.get(encoding, wide)
    with open(name, 'wb') as f:
        f.write(data.encode(encoding))
    for newline in None, '', '\n':
        with open(name, encoding=encoding, newline=newline) as f:
            places = []
            while True:
                position = f.tell()
                if not (c := f.read(1)):
                    break
                places.append((position, c))
            print(encoding, repr(newline), [p for p, _ in places])
            for position, c in reversed(places):
                f.seek(position)
                after = f.read(1), f.tell()
                if after[0] != c or after[1] not in [p for p, _ in places] + [os.path.getsize(name)]:
                    print('wrong', position, repr(c), after)
with open(name, encoding='utf-8') as f:
    for cookie in 2**200, (1 << 128) + 5, 1.5:
        try:
            print(f.seek(cookie))
        except Exception as e:
            print(type(e).__name__, e)
