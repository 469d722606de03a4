# What streams say to wrong arguments, before and after they are closed or detached; and views with gaps, which are refused.
import array
import io
import os
import tempfile

os.chdir(tempfile.mkdtemp())


def tell(label, f, *args):
    try:
        print(label, f(*args))
    except Exception as e:
        print(label, type(e).__name__, e)


gaps = memoryview(b'abcdef')[::2]
hole = memoryview(bytearray(8))[::2]
with open('f', 'wb') as f:
    f.write(b'hello world\n')
kinds = {
    'raw reader': lambda: io.FileIO('f'),
    'raw writer': lambda: io.FileIO('g', 'w'),
    'reader': lambda: open('f', 'rb'),
    'writer': lambda: open('g', 'wb'),
    'random': lambda: open('f', 'r+b'),
    'bytes': lambda: io.BytesIO(b'abc'),
    'text': lambda: open('f'),
    'string': lambda: io.StringIO('abc'),
    'pair': lambda: io.BufferedRWPair(io.BytesIO(b'abc'), io.BytesIO()),
}
calls = [
    ('write', 5), ('write', None), ('write', gaps), ('readinto', b'abc'), ('readinto', hole), ('readinto', 'x'), ('read', 'x'), ('readline', None), ('readline', 'x'),
    ('seek', 'x'), ('seek', 1.5), ('seek', 2**70), ('truncate', 'x'), ('readall',), ('__iter__',),
]
for kind, make in kinds.items():
    for state in 'open', 'closed', 'detached':
        for name, *args in calls:
            stream = make()
            if not hasattr(stream, name) or name == '__iter__' and state == 'open':
                continue
            method = getattr(stream, name)
            if state == 'closed':
                stream.close()
            elif state == 'detached':
                if kind not in ('reader', 'writer', 'random', 'text'):
                    continue
                below = stream.detach()
            tell(f'{kind} {state} {name}{tuple(bytes(a) if isinstance(a, memoryview) else a for a in args)}', lambda: repr(method(*args)).split(' ')[0])
            if state == 'detached':
                below.close()
            stream = None

tell('opener', lambda: open('f', opener=lambda p, f: 10**6))
for name, f in {
    'join': lambda: b'-'.join([gaps]), 'add': lambda: b'x' + gaps, 'find': lambda: b'ace'.find(gaps), 'in': lambda: gaps in b'ace', 'startswith': lambda: b'ace'.startswith(gaps),
    'extend': lambda: bytearray().extend(gaps), 'int': lambda: int(memoryview(b'1x2x')[::2]), 'float': lambda: float(memoryview(b'1x2x')[::2]), 'str': lambda: str(gaps, 'utf8'),
    'bytes': lambda: bytes(gaps), 'from_bytes': lambda: int.from_bytes(gaps), '%b': lambda: b'%b' % gaps, 'order': lambda: bytearray(b'a') < gaps, 'equal': lambda: b'ace' == gaps,
    'eval': lambda: eval(gaps), 'fromhex': lambda: bytes.fromhex(gaps),
}.items():
    tell(name, f)


class Interrupted(io.RawIOBase):
    parts = [InterruptedError(4, 'x'), b'ab', InterruptedError(4, 'x'), b'cd']

    def readable(self):
        return True

    def readinto(self, b):
        if not self.parts:
            return 0
        part = self.parts.pop(0)
        if isinstance(part, Exception):
            raise part
        b[:len(part)] = part
        return len(part)


print(io.BufferedReader(Interrupted()).read())
text = io.TextIOWrapper(io.BytesIO(), encoding='latin-1')
tell('reconfigure', lambda: text.reconfigure(encoding='nope'))
text.write('é')
text.flush()
print(text.encoding, text.buffer.getvalue())
decoder = io.IncrementalNewlineDecoder(None, True)
tell('setstate', decoder.setstate, (b'',))
tell('overflow', io.BufferedReader, io.BytesIO(), 2**80)
