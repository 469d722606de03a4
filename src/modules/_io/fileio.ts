// FileIO: a descriptor of the operating system as a raw stream. Each method is one system call, tried again after signals.
// Invariant: `fd` is −1 exactly while the stream is closed (or was never opened).
// CPython: Modules/_io/fileio.c.
import { HostError, type HostPath, type HostStat, host } from '../../host/host.ts';
import { copyMemory, trimmedMemory, unfilledMemory } from '../../util/memory.ts';
import { defineType, getset, method } from '../../objects/declare/type.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyBytes } from '../../objects/model/values.ts';
import { callMethod, setattr, tryGetattr } from '../../objects/ops/attr.ts';
import { intValue, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { OverflowError, ResourceWarning, RuntimeWarning, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { fspath, hostPathOf } from '../fsPath.ts';
import { flushWritersOf, hasUnwritten } from './finalize.ts';
import { isBlocked, runPendingSignals, sys, tryAgain } from '../hostErrors.ts';
import { warn } from '../../objects/ops/hooks.ts';
import { bothInOrder, closeBase, DEFAULT_BUFFER_SIZE, PyRawIOBase, rawIOBaseType, FINALIZING } from './base.ts';
import { trackDescriptor, untrackDescriptor } from '../forgotten.ts';
import { idle, lookWhileIdle } from '../idle.ts';
import { initSlot } from '../initSlot.ts';
import { asOffset, inputBuffer, isExact, isOurs, outputBuffer, shownType } from './shim.ts';
import { unsupported } from './unsupported.ts';

const S_IFMT = 0o170000,
  EBADF = 9,
  POLLIN = 1,
  S_IFDIR = 0o040000,
  S_IFIFO = 0o010000,
  S_IFSOCK = 0o140000,
  S_IFREG = 0o100000,
  S_IFCHR = 0o020000;
const EISDIR = 21,
  ESPIPE = 29;
const LARGE = 65536;
/** First try where a file does not say how much there is. */
const UNKNOWN_SIZE = 8192;
const MAX_READ = 0x7ffff000;

/** What tells of a file in a ResourceWarning once it is gone: kept apart from it, and brought up to date by the streams over it. */
export interface Shown {
  type: string;
  name: PyObject;
  /** The type and the mode in the file's own words; a buffer shows none. */
  mode: string | undefined;
  closefd: boolean;
  encoding: PyObject | undefined;
}

/** A function of its own: a closure made where the file is in reach would hold it. */
function warningOf(shown: Shown): () => string {
  return () => shownText(shown);
}

function shownText({ type, name, mode, closefd, encoding }: Shown): string {
  const how = mode === undefined ? '' : ` mode='${mode}'`;
  const rest = encoding === undefined ? (closefd ? ' closefd=True' : '') : ` encoding=${repr(encoding)}`;
  return `unclosed file <${type} name=${repr(name)}${how}${rest}>`;
}

/** A stream stands over the file from now on, and is what a program has dropped. */
export function showAs(file: PyFileIO, type: string, encoding: PyObject | undefined): void {
  const { shown } = file;
  if (shown === undefined) return;
  shown.type = type;
  shown.mode = undefined;
  shown.closefd = false;
  shown.encoding = encoding;
}

export class PyFileIO extends PyRawIOBase {
  shown: Shown | undefined;
  fd: number;
  created: boolean;
  canRead: boolean;
  canWrite: boolean;
  appending: boolean;
  canSeek: boolean | undefined;
  closefd: boolean;
  /** A pipe or socket, which ends with this object: somebody may wait for that. */
  awaited: boolean;
  /** Known from opening until something may have changed it. */
  statAtOpen: HostStat | undefined;
  constructor() {
    super();
    this.fd = -1;
    this.created = false;
    this.canRead = false;
    this.canWrite = false;
    this.appending = false;
    this.canSeek = undefined;
    this.closefd = true;
    this.awaited = false;
    this.statAtOpen = undefined;
    this.shown = undefined;
  }
}

/** `FileIO(file, mode, closefd, opener)` without a call through Python. */
export function newFileIO(file: PyObject, mode: string, closefd: boolean, opener: PyObject): PyFileIO {
  const self = new PyFileIO();
  init(self, file, mode, closefd, opener);
  return self;
}

// --- opening ------------------------------------------------------------------------------------------------------------

function init(self: PyFileIO, file: PyObject, mode: string, closefd: boolean, opener: PyObject): void {
  if (self.fd >= 0) {
    if (self.closefd) closeDescriptor(self);
    else self.fd = -1;
  }
  const fd = descriptorArgument(file);
  const flags = applyMode(self, mode);
  self.closefd = closefd;
  self.statAtOpen = undefined;
  let opened = -1;
  try {
    if (fd >= 0) {
      self.fd = fd;
    } else {
      if (!closefd) raise(ValueError, 'Cannot use closefd=False with file name');
      self.fd = opened = opener === None ? openFile(file, flags) : callOpener(opener, file, flags);
    }
    const stat = statOf(self.fd);
    if ((stat.mode & S_IFMT) === S_IFDIR) raiseOSError(EISDIR, file);
    self.statAtOpen = stat;
    const kind = stat.mode & S_IFMT;
    self.awaited = closefd && (kind === S_IFIFO || kind === S_IFSOCK);
    // fast: an instance of ours has no other place for it.
    if (self.ob_type === fileIOType) (self as unknown as { $name: PyObject }).$name = file;
    else setattr(self, 'name', file);
    if (self.appending) seekToEnd(self);
  } catch (error) {
    self.statAtOpen = undefined;
    self.fd = -1;
    if (opened >= 0) closeQuietly(opened);
    throw error;
  }
  if (self.closefd) {
    const shown: Shown = { type: shownType(self), name: file, mode: modeText(self), closefd: true, encoding: undefined };
    self.shown = shown;
    trackDescriptor(self.fd, self, self.awaited, warningOf(shown));
  }
}

function statOf(fd: number): HostStat {
  for (;;) {
    runPendingSignals();
    try {
      return host.files.fstat(fd);
    } catch (error) {
      tryAgain(error);
    }
  }
}

/** After a failure, which is the one to report: an opener may have given a descriptor that is not open. */
function closeQuietly(fd: number): void {
  try {
    host.files.close(fd);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
}

/** The descriptor if `file` is an int, −1 for a path. */
function descriptorArgument(file: PyObject): number {
  if (!isInt(file)) return -1;
  if (typeof file === 'boolean') warn(RuntimeWarning, 'bool is used as a file descriptor', 1);
  const fd = intValue(file)!;
  if (fd < 0) raise(ValueError, 'negative file descriptor');
  if (fd > 0x7fffffff) raise(OverflowError, 'Python int too large to convert to C int');
  return Number(fd);
}

function applyMode(self: PyFileIO, mode: string): number {
  const { constants } = host.files;
  let flags = constants.O_CLOEXEC ?? 0;
  let kinds = 0,
    plus = 0;
  self.created = self.canRead = self.canWrite = self.appending = false;
  self.canSeek = undefined;
  for (const c of mode) {
    switch (c) {
      case 'x':
        kinds++;
        self.created = self.canWrite = true;
        flags |= constants.O_EXCL! | constants.O_CREAT!;
        break;
      case 'r':
        kinds++;
        self.canRead = true;
        break;
      case 'w':
        kinds++;
        self.canWrite = true;
        flags |= constants.O_CREAT! | constants.O_TRUNC!;
        break;
      case 'a':
        kinds++;
        self.canWrite = self.appending = true;
        flags |= constants.O_APPEND! | constants.O_CREAT!;
        break;
      case '+':
        plus++;
        self.canRead = self.canWrite = true;
        break;
      case 'b':
        break;
      default:
        raise(ValueError, `invalid mode: ${mode}`);
    }
    if (kinds > 1 || plus > 1) raiseBadMode();
  }
  if (kinds === 0) raiseBadMode();
  return flags | (self.canRead ? (self.canWrite ? constants.O_RDWR! : constants.O_RDONLY!) : constants.O_WRONLY!);
}

function raiseBadMode(): never {
  raise(ValueError, 'Must have exactly one of create/read/write/append mode and at most one plus');
}

function openFile(file: PyObject, flags: number): number {
  const path = hostPathOf(fspath(file));
  const { constants } = host.files;
  if (hasUnwritten() && (flags & (constants.O_WRONLY! | constants.O_RDWR!)) !== 0) settle(path);
  for (;;) {
    runPendingSignals();
    try {
      return host.files.open(path, flags, 0o666);
    } catch (error) {
      tryAgain(error, file);
    }
  }
}

/** What was written to the same file by a stream that is dropped comes before what this one writes. */
function settle(path: HostPath): void {
  try {
    const stat = host.files.stat(path, true);
    flushWritersOf(stat.dev, stat.ino);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
}

function callOpener(opener: PyObject, file: PyObject, flags: number): number {
  const fd = opener.c2(file, flags);
  if (!isInt(fd)) raise(TypeError, 'expected integer from opener');
  const n = Number(intValue(fd)!);
  if (n < 0) raise(ValueError, `opener returned ${n}`);
  return n;
}

/** So that `tell` is right before the first write. */
function seekToEnd(self: PyFileIO): void {
  try {
    host.files.lseek(self.fd, 0, 2);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    if (error.errno !== ESPIPE) raiseOSError(error.errno);
  }
}

// --- closing ------------------------------------------------------------------------------------------------------------

function closeDescriptor(self: PyFileIO): void {
  const { fd } = self;
  self.fd = -1;
  self.statAtOpen = undefined;
  untrackDescriptor(fd);
  // Not tried again after EINTR: the descriptor is gone then.
  try {
    host.files.close(fd);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    raiseOSError(error.errno);
  }
}

export function closeFile(self: PyFileIO): PyObject {
  if (!self.closefd) {
    try {
      closeBase(self);
    } finally {
      self.fd = -1;
    }
    return None;
  }
  if (self.fd < 0 && self.baseClosed) return None;
  if (isOurs(self, '$flush')) {
    closeBase(self, /* nothing */ true);
    if (self.fd >= 0) closeDescriptor(self);
    return None;
  }
  bothInOrder(
    () => closeBase(self),
    () => {
      if (self.fd >= 0) closeDescriptor(self);
    },
  );
  return None;
}

// --- checks -------------------------------------------------------------------------------------------------------------

function checkOpen(self: PyFileIO): void {
  if (self.fd < 0) raise(ValueError, 'I/O operation on closed file');
}

function checkCanRead(self: PyFileIO): void {
  checkOpen(self);
  if (!self.canRead) unsupported('File not open for reading');
}

function checkCanWrite(self: PyFileIO): void {
  checkOpen(self);
  if (!self.canWrite) unsupported('File not open for writing');
}

// --- reading and writing: the direct ways that BufferedReader and its kin take --------------------------------------------

/** Bytes read into `target`, 0 at the end, undefined if it would block. */
export function fileReadInto(self: PyFileIO, target: Uint8Array, start: number, length: number): number | undefined {
  checkCanRead(self);
  const { fd } = self;
  if (idle.tries !== 0) lookWhileIdle(fd, POLLIN);
  for (;;) {
    runPendingSignals();
    try {
      return host.files.read(fd, target, start, length);
    } catch (error) {
      if (isBlocked(error)) return undefined;
    }
  }
}

export function fileWrite(self: PyFileIO, data: Uint8Array, start: number, length: number): number | undefined {
  checkCanWrite(self);
  const { fd } = self;
  for (;;) {
    runPendingSignals();
    try {
      return host.files.write(fd, data, start, Math.min(length, MAX_READ));
    } catch (error) {
      if (isBlocked(error)) return undefined;
    }
  }
}

export function fileSeek(self: PyFileIO, offset: number, whence: number): number {
  checkOpen(self);
  const { fd } = self;
  const position = sys(() => host.files.lseek(fd, offset, whence));
  self.canSeek = true;
  return position;
}

/** Everything up to the end; undefined if nothing is there and it would block. */
export function fileReadAll(self: PyFileIO): Uint8Array | undefined {
  checkOpen(self);
  if (!self.canRead) raiseOSError(EBADF);
  let buffer = unfilledMemory(firstSize(self));
  let used = 0;
  for (;;) {
    if (used >= buffer.length) {
      const larger = unfilledMemory(used + Math.max(DEFAULT_BUFFER_SIZE, used > LARGE ? used >> 3 : used + 256));
      larger.set(buffer);
      buffer = larger;
    }
    const count = fileReadInto(self, buffer, used, Math.min(buffer.length - used, MAX_READ));
    if (count === undefined && used === 0) return undefined;
    if (count === undefined || count === 0) break;
    used += count;
  }
  // A short result in a large block would keep the block alive.
  return used === buffer.length ? buffer : used > buffer.length / 2 ? buffer.subarray(0, used) : copyMemory(buffer, 0, used);
}

/** The rest of the file and one byte more, so that two reads suffice. */
function firstSize(self: PyFileIO): number {
  const size = self.statAtOpen?.size ?? 0;
  if (size <= 0) return UNKNOWN_SIZE;
  if (size <= LARGE) return size + 1;
  try {
    const position = host.files.lseek(self.fd, 0, 1);
    if (size >= position) return size - position + 1;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
  return size + 1;
}

function read(self: PyFileIO, size: number): PyObject {
  checkCanRead(self);
  if (size < 0) return callMethod(self, 'readall');
  const length = Math.min(size, MAX_READ);
  const data = unfilledMemory(length);
  const count = fileReadInto(self, data, 0, length);
  return count === undefined ? None : new PyBytes(trimmedMemory(data, count));
}

function truncate(self: PyFileIO, size: PyObject): PyObject {
  checkCanWrite(self);
  const length = size === None ? fileSeek(self, 0, 1) : asOffset(size);
  const { fd } = self;
  sys(() => host.files.ftruncate(fd, length));
  self.statAtOpen = undefined;
  return length;
}

export function fileSeekable(self: PyFileIO): boolean {
  checkOpen(self);
  if (self.canSeek === undefined) {
    try {
      host.files.lseek(self.fd, 0, 1);
      self.canSeek = true;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      self.canSeek = false;
    }
  }
  return self.canSeek;
}

export function fileIsatty(self: PyFileIO): boolean {
  checkOpen(self);
  const stat = self.statAtOpen;
  if (stat !== undefined && (stat.mode & S_IFMT) !== S_IFCHR) return false;
  return host.files.isatty(self.fd);
}

function modeText(self: PyFileIO): string {
  if (self.created) return self.canRead ? 'xb+' : 'xb';
  if (self.appending) return self.canRead ? 'ab+' : 'ab';
  if (self.canRead) return self.canWrite ? 'rb+' : 'rb';
  return 'wb';
}

function show(self: PyFileIO): string {
  const type = shownType(self);
  if (self.fd < 0) return `<${type} [closed]>`;
  const closefd = self.closefd ? 'True' : 'False';
  const name = tryGetattr(self, 'name');
  if (name === undefined) return `<${type} fd=${self.fd} mode='${modeText(self)}' closefd=${closefd}>`;
  return `<${type} name=${repr(name)} mode='${modeText(self)}' closefd=${closefd}>`;
}

export const fileIOType = defineType(PyFileIO, {
  name: 'FileIO',
  signature: "(file, mode='r', closefd=True, opener=None)",
  module: '_io',
  base: () => rawIOBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A file of the operating system, unbuffered.',
  slots: {
    init: initSlot("FileIO(file, mode: str = 'r', closefd: bool = True, opener = None)", init),
    repr: (self) => strFromJs(show(self)),
  },
  methods: [
    method('read(self, size: size_or_none = -1, /)', 'At most `size` bytes, with one system call; all of them without a size.', read),
    method('readall(self, /)', 'Everything up to the end.', (self) => {
      const data = fileReadAll(self);
      return data === undefined ? None : new PyBytes(data);
    }),
    method('readinto(self, buffer, /)', 'Reads into a buffer and tells how much.', (self, buffer) => {
      const target = outputBuffer(buffer, 'readinto() argument 1');
      checkCanRead(self);
      return fileReadInto(self, target, 0, target.length) ?? None;
    }),
    method('write(self, b, /)', 'Writes with one system call and tells how much.', (self, b) => {
      const data = inputBuffer(b);
      checkCanWrite(self);
      const count = fileWrite(self, data, 0, data.length);
      if (count !== undefined && count < data.length) runPendingSignals();
      return count ?? None;
    }),
    method('seek(self, pos, whence: int = 0, /)', 'Moves to a position and tells it.', (self, pos, whence) => {
      checkOpen(self);
      return fileSeek(self, asOffset(pos), whence);
    }),
    method('tell(self, /)', 'The current position.', (self) => fileSeek(self, 0, 1)),
    method('truncate(self, size=None, /)', 'Cuts or extends the file; the position stays.', truncate),
    method('close(self, /)', 'Closes the descriptor, unless it belongs to somebody else.', closeFile),
    method('seekable(self, /)', null, fileSeekable),
    method('readable(self, /)', null, (self) => {
      checkOpen(self);
      return self.canRead;
    }),
    method('writable(self, /)', null, (self) => {
      checkOpen(self);
      return self.canWrite;
    }),
    method('fileno(self, /)', 'The descriptor.', (self) => {
      checkOpen(self);
      return self.fd;
    }),
    method('isatty(self, /)', null, (self) => {
      checkOpen(self);
      return host.files.isatty(self.fd);
    }),
    method('_isatty_open_only(self, /)', null, fileIsatty),
    method('_dealloc_warn(self, source, /) -> None', null, (self, source) => {
      if (self.fd >= 0 && self.closefd) warn(ResourceWarning, `unclosed file ${repr(source)}`);
    }),
    method('__getstate__(self, /)', null, (self) => raise(TypeError, `cannot pickle '${self.ob_type.name}' instances`)),
  ],
  getset: [
    getset('closed', 'True if the file is closed', (self: PyFileIO) => self.fd < 0),
    getset('closefd', 'Does close() close the descriptor?', (self: PyFileIO) => self.closefd),
    getset('mode', 'How it was opened.', (self: PyFileIO) => modeText(self)),
    getset('_blksize', null, (self: PyFileIO) => blockSize(self)),
    FINALIZING,
  ],
});

/** A file on a disk, as far as is known: its reads never wait and give all there is. */
export function isRegular({ statAtOpen }: PyFileIO): boolean {
  return statAtOpen !== undefined && (statAtOpen.mode & S_IFMT) === S_IFREG;
}

export function blockSize(self: PyFileIO): number {
  const size = self.statAtOpen?.blksize ?? 0;
  return size > 1 ? size : DEFAULT_BUFFER_SIZE;
}

/** The file if nothing between its class and us was replaced in Python. */
export function exactFile(raw: PyObject): PyFileIO | undefined {
  return isExact(raw, fileIOType) ? (raw as PyFileIO) : undefined;
}
