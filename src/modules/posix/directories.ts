// listdir, scandir and its entries. An entry answers `is_dir()` and its kin from what the directory told, and asks the system
// only where that does not suffice.
// CPython: DirEntry and ScandirIterator of Modules/posixmodule.c.
import { DT_DIR, DT_LNK, DT_REG, DT_UNKNOWN, HostError, host, type HostDirEntry, type HostPath, type HostStat } from '../../host/host.ts';
import { fn } from '../../objects/declare/module.ts';
import type { Row } from '../../objects/declare/native.ts';
import { classMethod, defineType, member, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { None, PyList } from '../../objects/model/values.ts';
import { genericAlias } from '../../objects/types/genericalias.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { sys } from '../hostErrors.ts';
import { HERE, likePath, type PathArg, unavailable } from './args.ts';
import { statResult } from './stat.ts';

const ENOENT = 2;
const S_IFMT = 0o170000;
/** The file type in `st_mode` of each DT_ number. */
const MODE_SHIFT = 12;

const NOTHING: PathArg = { path: '.', fd: -1, shown: None, bytes: false };

class PyDirEntry extends PyBase {
  name: PyObject;
  /** What was scanned. */
  arg: PathArg;
  file: HostPath;
  ascii: boolean;
  /** Made when asked for. */
  path: PyObject | undefined;
  type: number;
  ino: number | bigint;
  followed: HostStat | undefined;
  own: HostStat | undefined;
  constructor() {
    super();
    this.name = None;
    this.arg = NOTHING;
    this.file = '';
    this.ascii = false;
    this.path = undefined;
    this.type = DT_UNKNOWN;
    this.ino = 0;
    this.followed = undefined;
    this.own = undefined;
  }
}

function pathOf(self: PyDirEntry): PyObject {
  const { arg } = self;
  if (self.path !== undefined) return self.path;
  const plain = self.ascii && typeof arg.shown === 'string' && arg.shown === arg.path;
  if (arg.fd !== -1) self.path = self.name;
  else self.path = plain ? (joined(arg.path, self.file) as string) : likePath(arg, joined(arg.path, self.file));
  return self.path;
}

function ask(self: PyDirEntry, follow: boolean): HostStat {
  const { arg } = self;
  return arg.fd === -1 ? host.files.stat(joined(arg.path, self.file), follow) : host.files.stat(self.file, follow, arg.fd);
}

function statEntry(self: PyDirEntry, follow: boolean): HostStat {
  if (follow && self.type !== DT_LNK && self.type !== DT_UNKNOWN) follow = false;
  const known = follow ? self.followed : self.own;
  if (known !== undefined) return known;
  const stat = sys(() => ask(self, follow), pathOf(self));
  if (follow) self.followed = stat;
  else self.own = stat;
  return stat;
}

/** Is it of this type? A file that is gone is of none. */
function isType(self: PyDirEntry, type: number, follow: boolean): boolean {
  const needsStat = self.type === DT_UNKNOWN || (follow && self.type === DT_LNK);
  if (!needsStat) return self.type === type;
  try {
    const known = follow ? self.followed : self.own;
    const stat = known ?? ask(self, follow);
    if (follow) self.followed = stat;
    else self.own = stat;
    return (stat.mode & S_IFMT) >> MODE_SHIFT === type;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    if (error.errno === ENOENT) return false;
    raiseOSError(error.errno, pathOf(self));
  }
}

const FOLLOW = 'follow_symlinks: bool = True';

export const dirEntryType = defineType(PyDirEntry, {
  name: 'DirEntry',
  module: 'posix',
  flags: ['NO_NEW'],
  doc: 'An entry of a directory.',
  slots: { repr: (self) => strFromJs(`<DirEntry ${repr(self.name)}>`) },
  methods: [
    method(`is_dir(self, /, *, ${FOLLOW})`, 'Is it a directory?', (self, follow) => isType(self, DT_DIR, follow)),
    method(`is_file(self, /, *, ${FOLLOW})`, 'Is it a regular file?', (self, follow) => isType(self, DT_REG, follow)),
    method('is_symlink(self, /)', 'Is it a symbolic link?', (self) => isType(self, DT_LNK, false)),
    method('is_junction(self, /)', 'Is it a junction? There are none here.', () => false),
    method(`stat(self, /, *, ${FOLLOW})`, 'What the system knows about it; remembered.', (self, follow) => statResult(statEntry(self, follow))),
    method('inode(self, /)', 'Its inode number.', (self) => (self.ino !== 0 ? self.ino : statEntry(self, false).ino)),
    method('__fspath__(self, /)', null, pathOf),
    classMethod('__class_getitem__(cls, item, /)', null, (cls, item) => genericAlias(cls, item)),
    method('__getstate__(self, /)', null, () => raise(TypeError, "cannot pickle 'posix.DirEntry' object")),
  ],
  getset: [member('name', 'The name alone.', (self) => self.name), member('path', 'The name with the path that was scanned.', pathOf)],
});

class PyScandirIterator extends PyBase {
  arg: PathArg | undefined;
  entries: HostDirEntry[];
  next: number;
  constructor() {
    super();
    this.arg = undefined;
    this.entries = [];
    this.next = 0;
  }
}

function nextEntry(self: PyScandirIterator): PyObject | undefined {
  const { arg, entries } = self;
  if (arg === undefined || self.next >= entries.length) return undefined;
  const found = entries[self.next++]!;
  const entry = new PyDirEntry();
  entry.type = found.type;
  entry.ino = found.ino;
  entry.arg = arg;
  entry.file = found.name;
  entry.ascii = found.ascii === true;
  entry.name = entry.ascii && !arg.bytes ? (found.name as string) : likePath(arg, found.name);
  return entry;
}

const SLASH = 47;

function joined(folder: HostPath, name: HostPath): HostPath {
  if (typeof folder === 'string' && typeof name === 'string') return folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
  const encoder = new TextEncoder();
  const head = typeof folder === 'string' ? encoder.encode(folder) : folder;
  const tail = typeof name === 'string' ? encoder.encode(name) : name;
  const slash = head.length > 0 && head[head.length - 1] !== SLASH ? [SLASH] : [];
  return Uint8Array.from([...head, ...slash, ...tail]);
}

function closeScan(self: PyScandirIterator): void {
  self.arg = undefined;
  self.entries = [];
}

export const scandirIteratorType = defineType(PyScandirIterator, {
  name: 'ScandirIterator',
  module: 'posix',
  flags: ['NO_NEW'],
  slots: { iter: (self) => self, next: nextEntry },
  methods: [
    method('close(self, /) -> None', null, closeScan),
    method('__enter__(self, /)', null, (self) => self),
    method('__exit__(self, *args) -> None', null, closeScan),
  ],
});

function scandir(arg: PathArg = HERE): PyObject {
  if (arg.fd !== -1 && host.files.scandirFd === undefined) unavailable('scandir', 'fd');
  const scan = new PyScandirIterator();
  scan.entries = sys(() => (arg.fd !== -1 ? host.files.scandirFd!(arg.fd) : host.files.scandir(arg.path)), shownOrNothing(arg));
  scan.arg = arg;
  return scan;
}

function listdir(arg: PathArg = HERE): PyObject {
  if (arg.fd !== -1 && host.files.readdirFd === undefined) unavailable('listdir', 'fd');
  const names = sys(() => (arg.fd !== -1 ? host.files.readdirFd!(arg.fd) : host.files.readdir(arg.path)), shownOrNothing(arg));
  return new PyList(names.map((name) => likePath(arg, name)));
}

const shownOrNothing = (arg: PathArg): PyObject | undefined => (arg.shown === None ? undefined : arg.shown);

export function directoryRows(): Row[] {
  return [
    fn('listdir(path: opt_path_fd = None)', 'Names in a directory.', listdir),
    fn('scandir(path: opt_path_fd = None)', 'Entries of a directory, one by one.', scandir),
  ];
}
