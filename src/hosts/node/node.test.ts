// The Node host against the real system: positions, errors and exactness of what it reports.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { HostError, host, installHost, readFile, type HostPath } from '../../host/host.ts';
import { createNodeHost } from './index.ts';

installHost(createNodeHost());
const { files, clock } = host;
const C = files.constants as { O_RDWR: number; O_CREAT: number; O_APPEND: number; O_RDONLY: number };

function inFolder(check: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'taipan-host-'));
  try {
    check(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function expectErrno(errno: number, f: () => unknown): void {
  assert.throws(f, (error) => error instanceof HostError && error.errno === errno);
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (s: string) => new TextEncoder().encode(s);

test('reading, writing and seeking share one position', () =>
  inFolder((folder) => {
    const fd = files.open(join(folder, 'a'), C.O_RDWR | C.O_CREAT, 0o600);
    files.write(fd, bytes('hello world'), 0, 11);
    assert.equal(files.lseek(fd, 0, 1), 11);
    assert.equal(files.lseek(fd, -5, 2), 6);
    const into = new Uint8Array(20);
    assert.equal(files.read(fd, into, 2, 10), 5);
    assert.equal(text(into.subarray(2, 7)), 'world');
    assert.equal(files.read(fd, into, 0, 20), 0);
    files.pwrite(fd, bytes('J'), 0, 1, 0);
    files.close(fd);
    assert.equal(text(readFile(join(folder, 'a'))), 'Jello world');
    expectErrno(9, () => files.close(fd));
  }));

test('append mode writes at the end', () =>
  inFolder((folder) => {
    const path = join(folder, 'a');
    writeFileSync(path, '123');
    const fd = files.open(path, C.O_RDWR | C.O_APPEND, 0);
    files.lseek(fd, 0, 0);
    files.write(fd, bytes('45'), 0, 2);
    assert.equal(files.lseek(fd, 0, 1), 5);
    files.close(fd);
  }));

test('errors carry errno and path', () =>
  inFolder((folder) => {
    const missing = join(folder, 'no');
    expectErrno(2, () => files.stat(missing, true));
    expectErrno(2, () => files.open(missing, C.O_RDONLY, 0));
    writeFileSync(join(folder, 'f'), '');
    expectErrno(20, () => files.stat(join(folder, 'f/x'), true));
    expectErrno(17, () => files.mkdir(join(folder, 'f'), 0o777));
  }));

test('names that are no UTF-8 come back as bytes', () =>
  inFolder((folder) => {
    const raw: HostPath = new Uint8Array([...bytes(`${folder}/`), 0x61, 0xff]);
    files.close(files.open(raw, C.O_RDWR | C.O_CREAT, 0o600));
    const names = files.readdir(folder);
    assert.deepEqual(names, [new Uint8Array([0x61, 0xff])]);
    assert.equal(files.scandir(folder)[0]!.type, 8);
  }));

test('times keep their nanoseconds on the way in', () =>
  inFolder((folder) => {
    const path = join(folder, 'a');
    writeFileSync(path, 'x');
    files.utimes(path, { sec: 5, nsec: 500_000_000 }, { sec: -3, nsec: 250_000_000 }, true);
    const found = files.stat(path, true);
    assert.deepEqual([found.atime, found.atimeNsec, found.mtime, found.mtimeNsec], [5, 500_000_000, -3, 250_000_000]);
  }));

test('the wall clock agrees with the system', () => {
  assert.ok(Math.abs(clock.realtime() - Date.now() / 1000) < 0.05);
  const before = clock.monotonicNs();
  clock.sleep(0.02);
  assert.ok(clock.monotonicNs() - before >= 19_000_000n);
});
