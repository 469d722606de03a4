// The mmap module: a file or nameless memory in the address space, as a bytes-like object with a position.
// Invariant: `memory` is undefined exactly while the map is closed; it is replaced only while nothing is exported.
// Maps that a program drops without closing are found by a garbage collection now and then, as files are.
// CPython: Modules/mmapmodule.c.
import { HostError, host } from '../host/host.ts';
import { defineModule } from '../objects/declare/module.ts';
import { defineType, getset, method } from '../objects/declare/type.ts';
import type { PyBuffer } from '../objects/model/buffer.ts';
import { PyBase, type KwNames, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { None, PyBytes, PySlice } from '../objects/model/values.ts';
import { bytesLike } from '../objects/ops/buffer.ts';
import { hasLiveExports, trackExport, type Export } from '../objects/ops/exports.ts';
import { asIndex, asSize, intValue, typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { isTrue } from '../objects/ops/truth.ts';
import { addConverter, converters } from '../objects/declare/converters.ts';
import { BufferError, IndexError, OSError, OverflowError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { raiseOSError } from '../objects/types/oserror.ts';
import { sliceBounds } from '../objects/types/slice.ts';
import { findBytes, rfindBytes } from '../util/bytes.ts';
import './_io/shim.ts';
import { sys } from './hostErrors.ts';
import { collectGarbage } from '../runtime/collection.ts';

interface Memory {
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

/** hosts/node/ffi/memory.ts. */
export interface MemoryCalls {
  map(length: number, protection: number, flags: number, fd: number, offset: number): Memory;
  unmap(memory: Memory): void;
  remap(memory: Memory, length: number): Memory;
  sync(memory: Memory, start: number, length: number, flags: number): void;
  advise(memory: Memory, start: number, length: number, advice: number): void;
  shmOpen(name: string | Uint8Array, flags: number, mode: number): number;
  shmUnlink(name: string | Uint8Array): void;
}

export const memoryCalls = (): MemoryCalls => (host.process.native as { memory: MemoryCalls }).memory;

const ACCESS = ['ACCESS_DEFAULT', 'ACCESS_READ', 'ACCESS_WRITE', 'ACCESS_COPY'];
const DEFAULT = 0,
  READ = 1,
  WRITE = 2,
  COPY = 3;
const PROT_READ = 1,
  PROT_WRITE = 2;
const MAP_SHARED = 1,
  MAP_PRIVATE = 2,
  MAP_ANONYMOUS = 0x20;
const MS_SYNC = 4;
const PAGE = 4096;
const EBADF = 9;
const S_IFMT = 0o170000,
  S_IFREG = 0o100000;

export class PyMmap extends PyBase {
  memory: Memory | undefined;
  /** A copy of the file's descriptor, −1 for nameless memory or without `trackfd`. */
  fd: number;
  trackfd: boolean;
  offset: number;
  access: number;
  flags: number;
  pos: number;
  exports: Set<Export> | undefined;
  constructor() {
    super();
    this.memory = undefined;
    this.fd = -1;
    this.trackfd = true;
    this.offset = 0;
    this.access = DEFAULT;
    this.flags = MAP_SHARED;
    this.pos = 0;
    this.exports = undefined;
  }
}

// --- maps that were dropped -----------------------------------------------------------------------------------------------

interface Mapping {
  owner: WeakRef<PyMmap>;
  memory: Memory;
  fd: number;
}
const mappings = new Set<Mapping>();
const mappingOf = new WeakMap<PyMmap, Mapping>();
const LOOK_EVERY = 128;
let lookAt = LOOK_EVERY;

function track(self: PyMmap): void {
  const old = mappingOf.get(self);
  if (old !== undefined) mappings.delete(old);
  const mapping = { owner: new WeakRef(self), memory: self.memory!, fd: self.fd };
  mappingOf.set(self, mapping);
  mappings.add(mapping);
  if (mappings.size < lookAt) return;
  collectGarbage();
  for (const each of mappings) if (each.owner.deref() === undefined) drop(each);
  lookAt = mappings.size + LOOK_EVERY;
}

function drop(mapping: Mapping): void {
  mappings.delete(mapping);
  if (mapping.fd >= 0) closeQuietly(mapping.fd);
  memoryCalls().unmap(mapping.memory);
}

/** The copy of the descriptor may have been closed by number; nobody needs to hear of it. */
function closeQuietly(fd: number): void {
  try {
    host.files.close(fd);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
}

// --- making ---------------------------------------------------------------------------------------------------------------

const PARAMETERS = ['fileno', 'length', 'flags', 'prot', 'access', 'offset', 'trackfd'];
const POSITIONAL = 6;

/** The arguments by parameter; the messages are those of a C function without a name. */
function bind(args: PyObject[], kwnames: KwNames): (PyObject | undefined)[] {
  const positional = args.length - (kwnames?.length ?? 0);
  if (positional > POSITIONAL) raise(TypeError, `function takes at most ${POSITIONAL} positional arguments (${positional} given)`);
  const bound: (PyObject | undefined)[] = PARAMETERS.map((_, i) => (i < positional ? args[i] : undefined));
  kwnames?.forEach((name, i) => {
    const at = PARAMETERS.indexOf(name);
    if (at < 0) raise(TypeError, `this function got an unexpected keyword argument '${name}'`);
    if (bound[at] !== undefined) raise(TypeError, `argument for function given by name ('${name}') and position (${at + 1})`);
    bound[at] = args[positional + i];
  });
  for (let i = 0; i < 2; i++) if (bound[i] === undefined) raise(TypeError, `function missing required argument '${PARAMETERS[i]}' (pos ${i + 1})`);
  return bound;
}

function cInt(value: PyObject): number {
  const n = asIndex(value);
  if (typeof n === 'bigint') raise(OverflowError, 'Python int too large to convert to C int');
  if (n > 0x7fffffff) raise(OverflowError, 'signed integer is greater than maximum');
  if (n < -0x80000000) raise(OverflowError, 'signed integer is less than minimum');
  return n;
}

function cSize(value: PyObject): number {
  const n = asIndex(value);
  if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(OverflowError, 'Python int too large to convert to C ssize_t');
  return Number(n);
}

function cOffset(value: PyObject): number {
  const n = asIndex(value);
  if (n >= 2n ** 63n || n < -(2n ** 63n)) raise(OverflowError, 'Python int too large to convert to C long');
  return Number(n);
}

interface Request {
  access: number;
  flags: number;
  protection: number;
}

/** `access` is a way of saying flags and protection together. */
function resolve(access: number, flags: number, protection: number): Request {
  if (access !== DEFAULT && (flags !== MAP_SHARED || protection !== (PROT_READ | PROT_WRITE))) {
    raise(ValueError, "mmap can't specify both access and flags, prot.");
  }
  switch (access) {
    case READ:
      return { access, flags: MAP_SHARED, protection: PROT_READ };
    case WRITE:
      return { access, flags: MAP_SHARED, protection: PROT_READ | PROT_WRITE };
    case COPY:
      return { access, flags: MAP_PRIVATE, protection: PROT_READ | PROT_WRITE };
    case DEFAULT:
      if ((protection & PROT_READ) !== 0 && (protection & PROT_WRITE) !== 0) return { access: DEFAULT, flags, protection };
      return { access: (protection & PROT_WRITE) !== 0 ? WRITE : READ, flags, protection };
    default:
      raise(ValueError, 'mmap invalid access parameter.');
  }
}

function newMmap(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const [fileno, length, flagsArg, prot, accessArg, offsetArg, trackfd] = bind(args, kwnames);
  const fd = cInt(fileno!);
  let size = cSize(length!);
  const wantedFlags = flagsArg === undefined ? MAP_SHARED : cInt(flagsArg);
  const protection = prot === undefined ? PROT_READ | PROT_WRITE : cInt(prot);
  const wantedAccess = accessArg === undefined ? DEFAULT : cInt(accessArg);
  const offset = offsetArg === undefined ? 0 : cOffset(offsetArg);
  const keepFd = trackfd === undefined || isTrue(trackfd);
  if (size < 0) raise(OverflowError, 'memory mapped length must be positive');
  if (offset < 0) raise(OverflowError, 'memory mapped offset must be positive');
  const request = resolve(wantedAccess, wantedFlags, protection);
  if (fd !== -1) size = sizeInFile(fd, size, offset);
  const self = new cls.ctor() as PyMmap;
  self.access = request.access;
  self.flags = request.flags;
  self.offset = offset;
  self.trackfd = keepFd;
  if (fd !== -1 && keepFd) self.fd = sys(() => host.files.dup!(fd, false));
  try {
    self.memory = sys(() => memoryCalls().map(size, request.protection, fd === -1 ? request.flags | MAP_ANONYMOUS : request.flags, fd, offset));
  } catch (error) {
    if (self.fd >= 0) closeQuietly(self.fd);
    throw error;
  }
  track(self);
  return self;
}

/** What to map of a regular file: all behind the offset if no length was said. */
function sizeInFile(fd: number, size: number, offset: number): number {
  let stat: { mode: number; size: number };
  try {
    stat = host.files.fstat(fd);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    if (error.errno === EBADF) raiseOSError(EBADF);
    return size;
  }
  if ((stat.mode & S_IFMT) !== S_IFREG) return size;
  if (size === 0) {
    if (stat.size === 0) raise(ValueError, 'cannot mmap an empty file');
    if (offset >= stat.size) raise(ValueError, 'mmap offset is greater than file size');
    return stat.size - offset;
  }
  if (offset > stat.size || stat.size - offset < size) raise(ValueError, 'mmap length is greater than file size');
  return size;
}

// --- checks ---------------------------------------------------------------------------------------------------------------

function open(self: PyMmap): Memory {
  return self.memory ?? raise(ValueError, 'mmap closed or invalid');
}

const bytesOf = (self: PyMmap): Uint8Array => open(self).bytes;

/** The bytes, to be written. */
function writable(self: PyMmap): Uint8Array {
  const { bytes } = open(self);
  if (self.access === READ) raise(TypeError, "mmap can't modify a readonly memory map.");
  return bytes;
}

/** Where an int key points. */
function position(self: PyMmap, key: PyObject): number {
  const n = asIndex(key);
  if (typeof n === 'bigint') raise(IndexError, `cannot fit '${typeName(key)}' into an index-sized integer`);
  const { length } = bytesOf(self);
  const i = n < 0 ? n + length : n;
  if (i < 0 || i >= length) raise(IndexError, 'mmap index out of range');
  return i;
}

function getItem(self: PyMmap, key: PyObject): PyObject {
  open(self);
  if (key instanceof PySlice) return new PyBytes(selected(self, key));
  if (intValue(key) === undefined && key.s_index === undefined) raise(TypeError, 'mmap indices must be integers');
  const i = position(self, key);
  return bytesOf(self)[i]!;
}

function selected(self: PyMmap, key: PySlice): Uint8Array {
  const { start, step, count } = sliceBounds(key, lengthOf(self));
  const bytes = bytesOf(self);
  if (step === 1) return bytes.slice(start, start + count);
  const out = new Uint8Array(count);
  for (let i = start, k = 0; k < count; i += step, k++) out[k] = bytes[i]!;
  return out;
}

/** `__index__` of a slice's member may close the map. */
const lengthOf = (self: PyMmap): { length: number } => ({
  get length() {
    return bytesOf(self).length;
  },
});

function setItem(self: PyMmap, key: PyObject, value: PyObject | undefined): void {
  writable(self);
  if (key instanceof PySlice) {
    if (value === undefined) raise(TypeError, "mmap object doesn't support slice deletion");
    setSlice(self, key, value);
    return;
  }
  if (intValue(key) === undefined && key.s_index === undefined) raise(TypeError, 'mmap indices must be integer');
  const i = position(self, key);
  if (value === undefined) raise(TypeError, "mmap doesn't support item deletion");
  if (intValue(value) === undefined && value.s_index === undefined) raise(TypeError, 'mmap item value must be an int');
  const n = asIndex(value);
  if (n < 0 || n > 255) raise(ValueError, 'mmap item value must be in range(0, 256)');
  const bytes = bytesOf(self);
  // `__index__` may have shortened the map.
  if (i >= bytes.length) raise(IndexError, 'mmap index out of range');
  bytes[i] = Number(n);
}

function setSlice(self: PyMmap, key: PySlice, value: PyObject): void {
  // Getting at the bytes may run Python code that changes the size.
  const data = bytesLike(value);
  const { start, step, count } = sliceBounds(key, lengthOf(self));
  if (data.length !== count) raise(IndexError, 'mmap slice assignment is wrong size');
  const bytes = bytesOf(self);
  if (step === 1) bytes.set(data, start);
  else for (let i = start, k = 0; k < count; i += step, k++) bytes[i] = data[k]!;
}

// --- as a file --------------------------------------------------------------------------------------------------------------

function read(self: PyMmap, size: number): PyObject {
  const bytes = bytesOf(self);
  const left = Math.max(0, bytes.length - self.pos);
  const count = size < 0 || size > left ? left : size;
  const data = bytes.slice(self.pos, self.pos + count);
  self.pos += count;
  return new PyBytes(data);
}

function readline(self: PyMmap): PyObject {
  const bytes = bytesOf(self);
  const end = bytes.indexOf(10, self.pos);
  const stop = end < 0 ? bytes.length : end + 1;
  const data = bytes.slice(self.pos, stop);
  self.pos = Math.max(self.pos, stop);
  return new PyBytes(data);
}

function write(self: PyMmap, data: PyObject): PyObject {
  const source = bytesLike(data);
  const bytes = writable(self);
  if (self.pos > bytes.length || bytes.length - self.pos < source.length) raise(ValueError, 'data out of range');
  bytes.set(source, self.pos);
  self.pos += source.length;
  return source.length;
}

function seek(self: PyMmap, distance: number, whence: number): PyObject {
  const { length } = bytesOf(self);
  const base = whence === 0 ? 0 : whence === 1 ? self.pos : whence === 2 ? length : raise(ValueError, 'unknown seek type');
  const where = base + distance;
  if (where < 0 || where > length) raise(ValueError, 'seek out of range');
  self.pos = where;
  return where;
}

function find(self: PyMmap, view: PyObject, start: PyObject, end: PyObject, search: typeof findBytes): number {
  const sub = bytesLike(view);
  const from = start === None ? undefined : asSize(start);
  const to = end === None ? undefined : asSize(end);
  const bytes = bytesOf(self);
  const clamp = (i: number): number => Math.min(Math.max(i < 0 ? i + bytes.length : i, 0), bytes.length);
  const [first, last] = [from === undefined ? self.pos : clamp(from), to === undefined ? bytes.length : clamp(to)];
  if (last - first < sub.length || last < first) return -1;
  return search(bytes, sub, first, last);
}

// --- the map itself ---------------------------------------------------------------------------------------------------------

function close(self: PyMmap): PyObject {
  if (hasLiveExports(self)) raise(BufferError, 'cannot close exported pointers exist');
  const mapping = mappingOf.get(self);
  const { memory, fd } = self;
  self.memory = undefined;
  self.fd = -1;
  if (mapping !== undefined) mappings.delete(mapping);
  if (fd >= 0) closeQuietly(fd);
  if (memory !== undefined) memoryCalls().unmap(memory);
  return None;
}

function resize(self: PyMmap, size: number): PyObject {
  const memory = open(self);
  if (hasLiveExports(self)) raise(BufferError, "mmap can't resize with extant buffers exported.");
  if (!self.trackfd) raise(ValueError, "mmap can't resize with trackfd=False.");
  if (self.access !== WRITE && self.access !== DEFAULT) raise(TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
  if (size < 0) raise(ValueError, 'new size out of range');
  if (self.fd === -1 && (self.flags & MAP_PRIVATE) === 0 && size > memory.bytes.length) raise(ValueError, "mmap: can't expand a shared anonymous mapping");
  if (self.fd !== -1) sys(() => host.files.ftruncate(self.fd, self.offset + size));
  self.memory = sys(() => memoryCalls().remap(memory, size));
  track(self);
  return None;
}

function flush(self: PyMmap, start: number, size: PyObject): PyObject {
  const memory = open(self);
  const { length } = memory.bytes;
  const count = size === None ? length : asSize(size);
  if (start + count > length || start < 0 || count < 0) raise(ValueError, 'flush values out of range');
  if (self.access !== READ && self.access !== COPY) sys(() => memoryCalls().sync(memory, start, count, MS_SYNC));
  return None;
}

function madvise(self: PyMmap, option: number, start: number, size: PyObject): PyObject {
  const memory = open(self);
  const { length } = memory.bytes;
  const wanted = size === None ? length : cSize(size);
  if (start < 0 || start >= length) raise(ValueError, 'madvise start out of bounds');
  if (wanted < 0) raise(ValueError, 'madvise length invalid');
  if (start + wanted > 2 ** 63) raise(OverflowError, 'madvise length too large');
  sys(() => memoryCalls().advise(memory, start, Math.min(wanted, length - start), option));
  return None;
}

function move(self: PyMmap, dest: number, src: number, count: number): PyObject {
  const bytes = writable(self);
  const { length } = bytes;
  if (dest < 0 || src < 0 || count < 0 || length - dest < count || length - src < count) {
    raise(ValueError, 'source, destination, or count out of range');
  }
  bytes.copyWithin(dest, src, src + count);
  return None;
}

function size(self: PyMmap): number {
  open(self);
  return sys(() => host.files.fstat(self.fd)).size;
}

function show(self: PyMmap): string {
  const name = self.ob_type === mmapType ? 'mmap.mmap' : self.ob_type.name;
  if (self.memory === undefined) return `<${name} closed=True>`;
  return `<${name} closed=False, access=${ACCESS[self.access]}, length=${self.memory.bytes.length}, pos=${self.pos}, offset=${self.offset}>`;
}

/** Iteration gives bytes of length one where an index gives ints: the map is a sequence of the one and a mapping to the other. */
export class PyMmapIterator extends PyBase {
  map: PyMmap;
  index = 0;
  constructor(map: PyMmap) {
    super();
    this.map = map;
  }
}

export const mmapIteratorType = defineType(PyMmapIterator, {
  name: 'iterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self) => self,
    next: (self: PyMmapIterator) => {
      const bytes = bytesOf(self.map);
      return self.index < bytes.length ? new PyBytes(bytes.slice(self.index, ++self.index)) : undefined;
    },
  },
});

addConverter('byte_value', (value) => {
  const n = asIndex(value);
  if (n > 255) raise(OverflowError, 'unsigned byte integer is greater than maximum');
  if (n < 0) raise(OverflowError, 'unsigned byte integer is less than minimum');
  return Number(n);
});

export const mmapType: PyType = defineType(PyMmap, {
  name: 'mmap',
  module: 'mmap',
  flags: ['BASETYPE', 'SEQUENCE', 'HAS_WEAKREF'],
  doc: 'mmap(fileno, length, flags=MAP_SHARED, prot=PROT_READ|PROT_WRITE, access=ACCESS_DEFAULT, offset=0, *, trackfd=True): a mapped file, or memory with fileno -1.',
  slots: {
    new: newMmap,
    init: () => undefined,
    repr: (self: PyMmap) => strFromJs(show(self)),
    len: (self: PyMmap) => bytesOf(self).length,
    getitem: getItem,
    setitem: setItem,
    delitem: (self: PyMmap, key: PyObject) => setItem(self, key, undefined),
    iter: (self: PyMmap) => new PyMmapIterator(self),
    buffer: (self: PyMmap, wantsWrite: boolean): PyBuffer => {
      const bytes = bytesOf(self);
      const readonly = self.access === READ;
      if (wantsWrite && readonly) raise(BufferError, 'Object is not writable.');
      return trackExport(self, (release) => ({
        obj: self,
        bytes,
        readonly,
        itemsize: 1,
        format: 'B',
        shape: undefined,
        strides: undefined,
        offset: 0,
        release,
      }));
    },
  },
  methods: [
    method('close(self, /)', 'Gives the memory back.', close),
    method(
      'find(self, view, start=None, end=None, /)',
      'The first position of these bytes, from the current one on by default; -1 if they are not there.',
      (self, view, start, end) => find(self as PyMmap, view, start, end, findBytes),
    ),
    method('rfind(self, view, start=None, end=None, /)', 'The last position of these bytes.', (self, view, start, end) =>
      find(self as PyMmap, view, start, end, rfindBytes),
    ),
    method('flush(self, offset: size = 0, size=None, /)', 'Writes changes to the file.', flush),
    method('madvise(self, option: int, start: size = 0, length=None, /)', 'Tells the system how the memory will be used.', madvise),
    method('move(self, dest: size, src: size, count: size, /)', 'Copies bytes within the map.', move),
    method('read(self, n=None, /)', 'Bytes from the position on.', (self, n) =>
      read(self as PyMmap, converters.size_or_none!(n, undefined as never, 0) as number),
    ),
    method('read_byte(self, /)', 'The byte at the position.', (self: PyMmap) => {
      const bytes = bytesOf(self);
      if (self.pos >= bytes.length) raise(ValueError, 'read byte out of range');
      return bytes[self.pos++]!;
    }),
    method('readline(self, /)', 'Bytes up to the end of the line.', readline),
    method('resize(self, newsize: size, /)', 'Changes the size of the map and of its file.', resize),
    method('seek(self, pos: size, whence: int = 0, /)', 'Moves the position and tells it.', seek),
    method('seekable(self, /)', null, () => true),
    method('size(self, /)', 'The size of the file.', size),
    method('tell(self, /)', 'The position.', (self: PyMmap) => {
      open(self);
      return self.pos;
    }),
    method('write(self, bytes, /)', 'Writes at the position and tells how much.', write),
    method('write_byte(self, byte: byte_value, /)', 'Writes one byte at the position.', (self: PyMmap, byte: number) => {
      const bytes = writable(self);
      if (self.pos >= bytes.length) raise(ValueError, 'write byte out of range');
      bytes[self.pos++] = byte;
      return None;
    }),
    method('__enter__(self, /)', null, (self: PyMmap) => {
      open(self);
      return self;
    }),
    method('__exit__(self, exc_type, exc_value, traceback, /)', null, (self: PyMmap) => close(self)),
    method('__sizeof__(self, /)', 'Size of the object without the mapped memory.', () => 104),
  ],
  getset: [getset('closed', 'Is it closed?', (self: PyMmap) => self.memory === undefined)],
});

export default defineModule({
  name: 'mmap',
  functions: [],
  types: [mmapType],
  constants: () => ({
    ACCESS_DEFAULT: DEFAULT,
    ACCESS_READ: READ,
    ACCESS_WRITE: WRITE,
    ACCESS_COPY: COPY,
    ALLOCATIONGRANULARITY: PAGE,
    PAGESIZE: PAGE,
    PROT_READ,
    PROT_WRITE,
    PROT_EXEC: 4,
    MAP_SHARED,
    MAP_PRIVATE,
    MAP_ANON: MAP_ANONYMOUS,
    MAP_ANONYMOUS,
    MAP_32BIT: 0x40,
    MAP_DENYWRITE: 0x800,
    MAP_EXECUTABLE: 0x1000,
    MAP_NORESERVE: 0x4000,
    MAP_POPULATE: 0x8000,
    MAP_STACK: 0x20000,
    MADV_NORMAL: 0,
    MADV_RANDOM: 1,
    MADV_SEQUENTIAL: 2,
    MADV_WILLNEED: 3,
    MADV_DONTNEED: 4,
    MADV_FREE: 8,
    MADV_REMOVE: 9,
    MADV_DONTFORK: 10,
    MADV_DOFORK: 11,
    MADV_MERGEABLE: 12,
    MADV_UNMERGEABLE: 13,
    MADV_HUGEPAGE: 14,
    MADV_NOHUGEPAGE: 15,
    MADV_DONTDUMP: 16,
    MADV_DODUMP: 17,
    MADV_HWPOISON: 100,
    error: OSError,
  }),
});
