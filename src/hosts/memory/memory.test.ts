// The memory file system behaves as a disk does: names, links, positions, errors.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostError } from '../../host/host.ts';
import { createMemoryHost } from './index.ts';

function expectErrno(errno: number, f: () => unknown): void {
  assert.throws(f, (error) => error instanceof HostError && error.errno === errno);
}

const bytes = (s: string) => new TextEncoder().encode(s);
const text = (b: Uint8Array) => new TextDecoder().decode(b);

function write(files: ReturnType<typeof createMemoryHost>['files'], path: string, content: string): void {
  const fd = files.open(path, 0o1101, 0o666);
  files.write(fd, bytes(content), 0, content.length);
  files.close(fd);
}

function read(files: ReturnType<typeof createMemoryHost>['files'], path: string): string {
  const fd = files.open(path, 0, 0);
  const data = new Uint8Array(100);
  const n = files.read(fd, data, 0, 100);
  files.close(fd);
  return text(data.subarray(0, n));
}

test('files, folders and links', () => {
  const { files, process } = createMemoryHost();
  files.mkdir('/a', 0o777);
  write(files, '/a/x', 'hello');
  files.symlink('a', '/l');
  files.symlink('../a/x', '/a/up');
  assert.equal(read(files, '/l/x'), 'hello');
  assert.equal(read(files, '/a/up'), 'hello');
  assert.equal(files.stat('/a/up', false).mode & 0o170000, 0o120000);
  process.chdir('/a');
  assert.equal(read(files, '../a/./x'), 'hello');
  files.link('/a/x', '/y', true);
  assert.equal(files.stat('/y', true).nlink, 2);
  files.rename('/y', '/a/z');
  assert.deepEqual([...files.readdir('/a')].sort(), ['up', 'x', 'z']);
});

test('errors', () => {
  const { files } = createMemoryHost();
  files.mkdir('/d', 0o777);
  write(files, '/d/f', '');
  expectErrno(2, () => files.open('/no', 0, 0));
  expectErrno(17, () => files.mkdir('/d', 0o777));
  expectErrno(39, () => files.rmdir('/d'));
  expectErrno(20, () => files.stat('/d/f/x', true));
  expectErrno(21, () => files.open('/d', 1, 0));
  expectErrno(9, () => files.read(7, new Uint8Array(1), 0, 1));
  files.symlink('loop', '/loop');
  expectErrno(40, () => files.stat('/loop', true));
});

test('holes are zeros', () => {
  const { files } = createMemoryHost();
  const fd = files.open('/h', 0o102, 0o666);
  files.write(fd, bytes('ab'), 0, 2);
  files.lseek(fd, 4, 0);
  files.write(fd, bytes('c'), 0, 1);
  assert.equal(read(files, '/h'), 'ab\0\0c');
  files.ftruncate(fd, 1);
  files.ftruncate(fd, 3);
  assert.equal(read(files, '/h'), 'a\0\0');
});
