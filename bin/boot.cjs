// Loads dist/core.cjs and, when core asks for them, the lazily loaded units beside it, each with V8's code cache.
//
// The idea: compiling a megabyte of JavaScript costs 60 ms, reading V8's cached form of it 10. The cache file is named by
// everything it depends on (V8 version and flags, the build), written once by the first run that lacks it, to a temporary
// name first, so that two processes doing so do no harm. It sits beside the units, or in the user's cache folder
// where the installation may not be written. A missing, stale or damaged cache only costs time.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
// First of all: what is loaded from here on lies in memory that it has prepared.
require('./heap.cjs');

const dist = path.join(path.dirname(__dirname), 'dist');
const loaded = new Map();
const files = new Map();
const uncached = [];
let folders;
/** What a cache depends on beside its script. node:v8 could tell by a number, but loading it takes a tenth of a start. V8 rejects what does not fit. */
const flavour = [process.version, process.arch, shortHash([...process.execArgv, process.env.NODE_OPTIONS].join(' '))].join('-');

if (process.env.TAIPAN_EXTRA_CA_CERTS !== undefined) {
  process.env.NODE_EXTRA_CA_CERTS = process.env.TAIPAN_EXTRA_CA_CERTS;
  delete process.env.TAIPAN_EXTRA_CA_CERTS;
}

/** FNV-1a. */
function shortHash(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16);
}

if (process.env.TAIPAN_CLOSED !== undefined) {
  for (const fd of process.env.TAIPAN_CLOSED) fs.closeSync(Number(fd));
  delete process.env.TAIPAN_CLOSED;
}

/** Gives back a descriptor that was kept for the time when the program has used up all others, and takes one again. */
let spare;
function keepSpare(release, take) {
  spare = { release, take };
}

/** Does what opens one file at a time. */
function withSpare(run) {
  try {
    return run();
  } catch (error) {
    if ((error.code !== 'EMFILE' && error.code !== 'ENFILE') || spare?.release() !== true) throw error;
  }
  try {
    return run();
  } finally {
    spare.take();
  }
}

/** Where cache files may be, best place first. */
function cacheFolders() {
  if (folders === undefined) {
    const home = process.env.XDG_CACHE_HOME || (process.env.HOME && path.join(process.env.HOME, '.cache'));
    folders = [path.join(dist, 'cache')];
    if (home) folders.push(path.join(home, 'taipan'));
  }
  return folders;
}

const PROT_READ = 1,
  MAP_PRIVATE = 2,
  MAP_POPULATE = 0x8000;
/** What is smaller is read as fast as it is mapped. */
const WORTH_MAPPING = 128 * 1024;

/**
 * Gives what `use` makes of a file's contents, which are gone afterwards. Large files are mapped all at once, where there is koffi: reading them takes a
 * copy, and a page fault for each 4 KB of it.
 */
function withContents(file, use) {
  const { koffi, mmap, munmap } = process[Symbol.for('taipan.heap')];
  if (koffi === undefined) return use(fs.readFileSync(file));
  const fd = fs.openSync(file);
  let address = -1;
  let size;
  try {
    ({ size } = fs.fstatSync(fd));
    if (size < WORTH_MAPPING) return use(fs.readFileSync(fd));
    address = mmap(0, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (address === -1) return use(fs.readFileSync(fd));
    return use(Buffer.from(koffi.view(BigInt(address), size)));
  } finally {
    fs.closeSync(fd);
    if (address !== -1) munmap(address, size);
  }
}

/**
 * Runs a script file and gives its value, a function. The file opens with a comment of 16 hexadecimal digits, the hash of what
 * follows: V8 itself compares no more than the length of a source with the one a cache was made from.
 */
function loadScript(file, name) {
  const source = withSpare(() => withContents(file, (data) => data.latin1Slice()));
  return runCached(source, file, `${name}-${source.slice(2, 18)}`);
}

/** Runs `source` as a script and gives its value, with V8's cached form of it where one is kept under `name`. */
function runCached(source, file, name) {
  const key = `${name}-${flavour}.bin`;
  let script;
  for (const folder of cacheFolders()) {
    try {
      script = withSpare(() => withContents(path.join(folder, key), (cachedData) => new vm.Script(source, { filename: file, cachedData })));
      break;
    } catch {
      // No cache here: the next folder, or none.
    }
  }
  script ??= new vm.Script(source, { filename: file });
  if (script.cachedDataRejected !== false) {
    if (uncached.length === 0) process.on('exit', writeCaches);
    uncached.push({ script, key });
  }
  return script.runInThisContext();
}

/** The value of dist/<name>.cjs, undefined where the build made none. */
function loadBeside(name) {
  const file = path.join(dist, `${name}.cjs`);
  return fs.existsSync(file) ? loadScript(file, name) : undefined;
}

/** The ASCII file dist/<name> or a range of it; undefined where the build made none. */
function readBeside(name, start, end) {
  let data = files.get(name);
  if (data === undefined) {
    const file = path.join(dist, name);
    if (!fs.existsSync(file)) return undefined;
    files.set(name, (data = withSpare(() => fs.readFileSync(file))));
  }
  return data.latin1Slice(start, end);
}

/** What core wants to have run, and so compiled, before its own cache is written. */
let training;
function beforeCaching(run) {
  training = run;
}

function removeQuietly(file) {
  try {
    fs.unlinkSync(file);
  } catch {
    // It was never made.
  }
}

/** At exit, so that the functions this run needed are in the cache too. */
function writeCaches() {
  if (training !== undefined && uncached.some(({ key }) => key.startsWith('core-'))) {
    try {
      training();
    } catch {
      // The program may have left anything behind; the cache is then a little smaller.
    }
  }
  for (const { script, key } of uncached) {
    const data = script.createCachedData();
    for (const folder of cacheFolders()) {
      const temporary = path.join(folder, `${key}.${process.pid}`);
      try {
        fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
        fs.writeFileSync(temporary, data);
        fs.renameSync(temporary, path.join(folder, key));
        break;
      } catch {
        // Not writable: the next folder, or run without. A full disk leaves a part of the file.
        removeQuietly(temporary);
      }
    }
  }
}

/** What units see as `require`: `unit:x` is another unit, `taipan:boot` this loader, all else is Node's. */
function requireFromUnit(id) {
  if (id === 'taipan:boot') return { loadBeside, readBeside, runCached, beforeCaching, keepSpare };
  if (!id.startsWith('unit:')) return withSpare(() => require(id));
  let unit = loaded.get(id);
  if (unit === undefined) {
    unit = { exports: {} };
    loaded.set(id, unit);
    const name = id.slice(5);
    const file = path.join(dist, `${name}.cjs`);
    loadScript(file, name)(unit.exports, requireFromUnit, unit, file, dist);
  }
  return unit.exports;
}

requireFromUnit.resolve = require.resolve;
requireFromUnit('unit:core');
