// A file system in memory: for pages, for tests, for programs that must not touch the disk. Nodes are files, folders or symbolic links; permissions
// are kept and shown but bind nobody, as for root.
// Paths are text; bytes are taken as UTF-8, which is what a page can have.
import { DT_DIR, DT_LNK, DT_REG, HostError, HostStat, type FileHost, type HostDirEntry, type HostPath, type HostTime } from '../../host/host.ts';

const ENOENT = 2,
  EBADF = 9,
  EEXIST = 17,
  ENOTDIR = 20,
  EISDIR = 21,
  EINVAL = 22,
  ENOTEMPTY = 39,
  ELOOP = 40;
const S_IFDIR = 0o040000,
  S_IFREG = 0o100000,
  S_IFLNK = 0o120000;
const O = {
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_ACCMODE: 3,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_DIRECTORY: 0o200000,
  O_CLOEXEC: 0o2000000,
};
const MAX_LINKS = 40;

interface Times {
  atime: HostTime;
  mtime: HostTime;
  ctime: HostTime;
}

class Node implements Times {
  readonly ino: number;
  mode: number;
  uid = 0;
  gid = 0;
  nlink = 1;
  atime: HostTime;
  mtime: HostTime;
  ctime: HostTime;
  data: Uint8Array = new Uint8Array(0);
  size = 0;
  readonly entries: Map<string, Node> | undefined;
  target = '';
  constructor(ino: number, mode: number, now: HostTime) {
    this.ino = ino;
    this.mode = mode;
    this.atime = this.mtime = this.ctime = now;
    this.entries = (mode & 0o170000) === S_IFDIR ? new Map() : undefined;
  }
}

interface OpenFile {
  node: Node;
  position: number;
  flags: number;
}

/** A stream that stands behind descriptor 0, 1 or 2. */
export interface Stream {
  read?(into: Uint8Array, start: number, length: number): number;
  write?(data: Uint8Array): void;
}

export class MemoryFiles implements FileHost {
  readonly constants = O;
  readonly dirFds = false;
  private readonly root: Node;
  private readonly open_ = new Map<number, OpenFile>();
  private readonly streams: readonly Stream[];
  private nextIno = 1;
  private readonly clock: () => HostTime;
  /** The current directory, for the process. */
  cwd = '/';
  umask = 0o022;

  constructor(streams: readonly Stream[], clock: () => HostTime) {
    this.streams = streams;
    this.clock = clock;
    this.root = this.make(S_IFDIR | 0o755);
  }

  private make(mode: number): Node {
    return new Node(this.nextIno++, mode, this.clock());
  }

  // --- names ----------------------------------------------------------------------------------------------------------

  private parts(path: HostPath): string[] {
    const text = typeof path === 'string' ? path : new TextDecoder().decode(path);
    if (text === '') throw new HostError(ENOENT, 'open', path);
    const full = text.startsWith('/') ? text : `${this.cwd}/${text}`;
    return full.split('/').filter((part) => part !== '' && part !== '.');
  }

  /** The folder that holds the last part of a path, that part, and what is there. */
  private find(path: HostPath, follow: boolean, depth = 0): { folder: Node; name: string; node: Node | undefined } {
    if (depth > MAX_LINKS) throw new HostError(ELOOP, 'open', path);
    const trail: Node[] = [this.root];
    const names: string[] = [];
    const parts = this.parts(path);
    if (parts.length === 0) return { folder: this.root, name: '', node: this.root };
    for (let i = 0; i < parts.length; i++) {
      const name = parts[i]!;
      const folder = trail[trail.length - 1]!;
      if (folder.entries === undefined) throw new HostError(ENOTDIR, 'open', path);
      if (name === '..') {
        if (trail.length > 1) {
          trail.pop();
          names.pop();
        }
        continue;
      }
      const node = folder.entries.get(name);
      const last = i === parts.length - 1;
      if (node !== undefined && (node.mode & 0o170000) === S_IFLNK && (!last || follow)) {
        const base = node.target.startsWith('/') ? '' : `/${names.join('/')}`;
        return this.find(`${base}/${node.target}/${parts.slice(i + 1).join('/')}`.replace(/\/$/, '') || '/', follow, depth + 1);
      }
      if (last) return { folder, name, node };
      if (node === undefined) throw new HostError(ENOENT, 'open', path);
      trail.push(node);
      names.push(name);
    }
    const node = trail[trail.length - 1]!;
    return { folder: trail[trail.length - 2] ?? this.root, name: names[names.length - 1] ?? '', node };
  }

  private existing(path: HostPath, follow = true): Node {
    const { node } = this.find(path, follow);
    if (node === undefined) throw new HostError(ENOENT, 'stat', path);
    return node;
  }

  private folderOf(path: HostPath): Map<string, Node> {
    const { entries } = this.existing(path);
    if (entries === undefined) throw new HostError(ENOTDIR, 'readdir', path);
    return entries;
  }

  private add(path: HostPath, node: Node): void {
    const { folder, name, node: old } = this.find(path, false);
    if (old !== undefined) throw new HostError(EEXIST, 'mkdir', path);
    folder.entries!.set(name, node);
    this.touch(folder);
  }

  private touch(node: Node): void {
    node.mtime = node.ctime = this.clock();
  }

  // --- descriptors ----------------------------------------------------------------------------------------------------

  private file(fd: number): OpenFile {
    const file = this.open_.get(fd);
    if (file === undefined) throw new HostError(EBADF, 'read');
    return file;
  }

  open(path: HostPath, flags: number, mode: number): number {
    const found = this.find(path, (flags & O.O_EXCL) === 0);
    let { node } = found;
    if (node === undefined) {
      if ((flags & O.O_CREAT) === 0) throw new HostError(ENOENT, 'open', path);
      node = this.make(S_IFREG | (mode & ~this.umask & 0o7777));
      found.folder.entries!.set(found.name, node);
      this.touch(found.folder);
    } else if ((flags & O.O_CREAT) !== 0 && (flags & O.O_EXCL) !== 0) {
      throw new HostError(EEXIST, 'open', path);
    }
    if (node.entries !== undefined && (flags & O.O_ACCMODE) !== O.O_RDONLY) throw new HostError(EISDIR, 'open', path);
    if ((flags & O.O_DIRECTORY) !== 0 && node.entries === undefined) throw new HostError(ENOTDIR, 'open', path);
    if ((flags & O.O_TRUNC) !== 0) this.resize(node, 0);
    let fd = 3;
    while (this.open_.has(fd)) fd++;
    this.open_.set(fd, { node, position: 0, flags });
    return fd;
  }

  close(fd: number): void {
    if (fd > 2) this.file(fd);
    this.open_.delete(fd);
  }

  read(fd: number, into: Uint8Array, start: number, length: number): number {
    const stream = fd <= 2 && !this.open_.has(fd) ? this.streams[fd] : undefined;
    if (stream !== undefined) return stream.read?.(into, start, length) ?? 0;
    const file = this.file(fd);
    const count = this.pread(fd, into, start, length, file.position);
    file.position += count;
    return count;
  }

  write(fd: number, from: Uint8Array, start: number, length: number): number {
    const stream = fd <= 2 && !this.open_.has(fd) ? this.streams[fd] : undefined;
    if (stream !== undefined) {
      if (stream.write === undefined) throw new HostError(EBADF, 'write');
      stream.write(from.slice(start, start + length));
      return length;
    }
    const file = this.file(fd);
    const position = (file.flags & O.O_APPEND) !== 0 ? file.node.size : file.position;
    this.pwrite(fd, from, start, length, position);
    file.position = position + length;
    return length;
  }

  pread(fd: number, into: Uint8Array, start: number, length: number, position: number): number {
    const { node, flags } = this.file(fd);
    if ((flags & O.O_ACCMODE) === O.O_WRONLY) throw new HostError(EBADF, 'read');
    if (node.entries !== undefined) throw new HostError(EISDIR, 'read');
    const count = Math.max(0, Math.min(length, node.size - position));
    into.set(node.data.subarray(position, position + count), start);
    return count;
  }

  pwrite(fd: number, from: Uint8Array, start: number, length: number, position: number): number {
    const { node, flags } = this.file(fd);
    if ((flags & O.O_ACCMODE) === O.O_RDONLY) throw new HostError(EBADF, 'write');
    if (position + length > node.size) this.resize(node, position + length);
    node.data.set(from.subarray(start, start + length), position);
    this.touch(node);
    return length;
  }

  /** Room doubles; what is beyond the size is zero. */
  private resize(node: Node, size: number): void {
    if (size > node.data.length) {
      const larger = new Uint8Array(Math.max(size, node.data.length * 2, 256));
      larger.set(node.data.subarray(0, node.size));
      node.data = larger;
    } else {
      node.data.fill(0, size, node.size);
    }
    node.size = size;
    this.touch(node);
  }

  lseek(fd: number, offset: number, whence: number): number {
    const ESPIPE = 29;
    if (fd <= 2 && !this.open_.has(fd)) throw new HostError(ESPIPE, 'lseek');
    const file = this.file(fd);
    const base = whence === 0 ? 0 : whence === 1 ? file.position : whence === 2 ? file.node.size : Number.NaN;
    if (!(base + offset >= 0)) throw new HostError(EINVAL, 'lseek');
    return (file.position = base + offset);
  }

  ftruncate(fd: number, length: number): void {
    const { node, flags } = this.file(fd);
    if ((flags & O.O_ACCMODE) === O.O_RDONLY || length < 0) throw new HostError(EINVAL, 'ftruncate');
    this.resize(node, length);
  }

  fsync(fd: number): void {
    if (fd > 2) this.file(fd);
  }
  fdatasync(fd: number): void {
    this.fsync(fd);
  }
  isatty(): boolean {
    return false;
  }

  // --- files and folders ----------------------------------------------------------------------------------------------

  private describe(node: Node): HostStat {
    const s = new HostStat();
    s.ino = node.ino;
    s.dev = 1;
    s.mode = node.mode;
    s.nlink = node.nlink;
    s.uid = node.uid;
    s.gid = node.gid;
    s.size = node.entries !== undefined ? 4096 : node.size;
    s.blksize = 4096;
    s.blocks = Math.ceil(s.size / 512);
    [s.atime, s.atimeNsec, s.mtime, s.mtimeNsec, s.ctime, s.ctimeNsec] = [
      node.atime.sec,
      node.atime.nsec,
      node.mtime.sec,
      node.mtime.nsec,
      node.ctime.sec,
      node.ctime.nsec,
    ];
    return s;
  }

  stat(path: HostPath, follow: boolean): HostStat {
    return this.describe(this.existing(path, follow));
  }

  fstat(fd: number): HostStat {
    if (fd <= 2 && !this.open_.has(fd)) {
      const s = new HostStat();
      s.mode = 0o010600;
      return s;
    }
    return this.describe(this.file(fd).node);
  }

  access(path: HostPath): boolean {
    try {
      return this.find(path, true).node !== undefined;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return false;
    }
  }

  readdir(path: HostPath): HostPath[] {
    return [...this.folderOf(path).keys()];
  }

  scandir(path: HostPath): HostDirEntry[] {
    return [...this.folderOf(path)].map(([name, node]) => {
      const kind = node.mode & 0o170000;
      return { name, ino: node.ino, type: kind === S_IFDIR ? DT_DIR : kind === S_IFLNK ? DT_LNK : DT_REG };
    });
  }

  mkdir(path: HostPath, mode: number): void {
    this.add(path, this.make(S_IFDIR | (mode & ~this.umask & 0o7777)));
  }

  rmdir(path: HostPath): void {
    const { folder, name, node } = this.find(path, false);
    if (node === undefined) throw new HostError(ENOENT, 'rmdir', path);
    if (node.entries === undefined) throw new HostError(ENOTDIR, 'rmdir', path);
    if (node.entries.size > 0) throw new HostError(ENOTEMPTY, 'rmdir', path);
    folder.entries!.delete(name);
    this.touch(folder);
  }

  unlink(path: HostPath): void {
    const { folder, name, node } = this.find(path, false);
    if (node === undefined) throw new HostError(ENOENT, 'unlink', path);
    if (node.entries !== undefined) throw new HostError(EISDIR, 'unlink', path);
    folder.entries!.delete(name);
    node.nlink--;
    this.touch(folder);
  }

  rename(from: HostPath, to: HostPath): void {
    const source = this.find(from, false);
    if (source.node === undefined) throw new HostError(ENOENT, 'rename', from);
    const target = this.find(to, false);
    if (target.node === source.node) return;
    if (target.node?.entries !== undefined) {
      if (source.node.entries === undefined) throw new HostError(EISDIR, 'rename', from);
      if (target.node.entries.size > 0) throw new HostError(ENOTEMPTY, 'rename', from);
    } else if (target.node !== undefined && source.node.entries !== undefined) {
      throw new HostError(ENOTDIR, 'rename', from);
    }
    source.folder.entries!.delete(source.name);
    target.folder.entries!.set(target.name, source.node);
    this.touch(source.folder);
    this.touch(target.folder);
  }

  link(from: HostPath, to: HostPath, follow: boolean): void {
    const node = this.existing(from, follow);
    this.add(to, node);
    node.nlink++;
  }

  symlink(target: HostPath, path: HostPath): void {
    const node = this.make(S_IFLNK | 0o777);
    node.target = typeof target === 'string' ? target : new TextDecoder().decode(target);
    node.size = node.target.length;
    this.add(path, node);
  }

  readlink(path: HostPath): HostPath {
    const node = this.existing(path, false);
    if ((node.mode & 0o170000) !== S_IFLNK) throw new HostError(EINVAL, 'readlink', path);
    return node.target;
  }

  chmod(path: HostPath, mode: number, follow: boolean): void {
    this.setMode(this.existing(path, follow), mode);
  }
  fchmod(fd: number, mode: number): void {
    this.setMode(this.file(fd).node, mode);
  }
  private setMode(node: Node, mode: number): void {
    node.mode = (node.mode & 0o170000) | (mode & 0o7777);
    node.ctime = this.clock();
  }

  chown(path: HostPath, uid: number, gid: number, follow: boolean): void {
    this.setOwner(this.existing(path, follow), uid, gid);
  }
  fchown(fd: number, uid: number, gid: number): void {
    this.setOwner(this.file(fd).node, uid, gid);
  }
  private setOwner(node: Node, uid: number, gid: number): void {
    if (uid !== -1) node.uid = uid;
    if (gid !== -1) node.gid = gid;
    node.ctime = this.clock();
  }

  truncate(path: HostPath, length: number): void {
    const node = this.existing(path);
    if (node.entries !== undefined) throw new HostError(EISDIR, 'truncate', path);
    this.resize(node, length);
  }

  utimes(path: HostPath, atime: HostTime, mtime: HostTime, follow: boolean): void {
    Object.assign(this.existing(path, follow), { atime, mtime, ctime: this.clock() });
  }
  futimes(fd: number, atime: HostTime, mtime: HostTime): void {
    Object.assign(this.file(fd).node, { atime, mtime, ctime: this.clock() });
  }
}
