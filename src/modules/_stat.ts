// The _stat module: constants and tests of st_mode. CPython: Modules/_stat.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { Row } from '../objects/declare/native.ts';

const S_IFMT = 0o170000;

/** File types: letter of `ls -l` and bits. Zero where Linux has no such type. */
const TYPES: Record<string, [letter: string, bits: number]> = {
  SOCK: ['s', 0o140000],
  LNK: ['l', 0o120000],
  REG: ['-', 0o100000],
  BLK: ['b', 0o060000],
  DIR: ['d', 0o040000],
  CHR: ['c', 0o020000],
  FIFO: ['p', 0o010000],
  DOOR: ['D', 0],
  PORT: ['P', 0],
  WHT: ['w', 0],
};
const MODES: Record<string, number> = {
  ISUID: 0o4000,
  ISGID: 0o2000,
  ISVTX: 0o1000,
  ENFMT: 0o2000,
  IREAD: 0o400,
  IWRITE: 0o200,
  IEXEC: 0o100,
  IRWXU: 0o700,
  IRUSR: 0o400,
  IWUSR: 0o200,
  IXUSR: 0o100,
  IRWXG: 0o070,
  IRGRP: 0o040,
  IWGRP: 0o020,
  IXGRP: 0o010,
  IRWXO: 0o007,
  IROTH: 0o004,
  IWOTH: 0o002,
  IXOTH: 0o001,
};
const FLAGS: Record<string, number> = {
  UF_SETTABLE: 0xffff,
  UF_NODUMP: 1,
  UF_IMMUTABLE: 2,
  UF_APPEND: 4,
  UF_OPAQUE: 8,
  UF_NOUNLINK: 16,
  UF_COMPRESSED: 32,
  UF_TRACKED: 64,
  UF_DATAVAULT: 128,
  UF_HIDDEN: 0x8000,
  SF_SETTABLE: 0xffff0000,
  SF_ARCHIVED: 0x10000,
  SF_IMMUTABLE: 0x20000,
  SF_APPEND: 0x40000,
  SF_NOUNLINK: 0x100000,
  SF_SNAPSHOT: 0x200000,
  SF_FIRMLINK: 0x800000,
  SF_DATALESS: 0x40000000,
};
const FIELDS = ['ST_MODE', 'ST_INO', 'ST_DEV', 'ST_NLINK', 'ST_UID', 'ST_GID', 'ST_SIZE', 'ST_ATIME', 'ST_MTIME', 'ST_CTIME'];

function filemode(mode: number): string {
  const type = Object.values(TYPES).find(([, bits]) => bits !== 0 && bits === (mode & S_IFMT));
  const execute = (shift: number, special: number, set: string): string => {
    const x = ((mode >> shift) & 1) !== 0;
    if ((mode & special) === 0) return x ? 'x' : '-';
    return x ? set : set.toUpperCase();
  };
  const read = (shift: number): string => ((mode >> shift) & 4 ? 'r' : '-') + ((mode >> shift) & 2 ? 'w' : '-');
  return (type?.[0] ?? '?') + read(6) + execute(6, 0o4000, 's') + read(3) + execute(3, 0o2000, 's') + read(0) + execute(0, 0o1000, 't');
}

const isType = ([name, [, bits]]: [string, [string, number]]): Row =>
  fn(`S_IS${name}(object: index, /)`, null, (mode) => bits !== 0 && (Number(mode) & S_IFMT) === bits);

const typeName = (name: string): string => (name === 'FIFO' ? 'S_IFIFO' : `S_IF${name}`);

export default defineModule({
  name: '_stat',
  doc: 'Constants and tests of file modes.',
  functions: [
    ...Object.entries(TYPES).map(isType),
    fn('S_IMODE(object: index, /)', 'The part that chmod sets.', (mode) => Number(mode) & 0o7777),
    fn('S_IFMT(object: index, /)', 'The part that tells the type.', (mode) => Number(mode) & S_IFMT),
    fn('filemode(object: index, /)', 'The mode as ls -l shows it.', (mode) => filemode(Number(mode))),
  ],
  constants: () => ({
    ...Object.fromEntries(Object.entries(TYPES).map(([name, [, bits]]) => [typeName(name), bits])),
    ...Object.fromEntries(Object.entries(MODES).map(([name, bits]) => [`S_${name}`, bits])),
    ...FLAGS,
    ...Object.fromEntries(FIELDS.map((name, i) => [name, i])),
  }),
});
