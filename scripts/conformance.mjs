// npm run conformance [-- test_x …] [--oracle PATH] [--timeout S] [--test-timeout S] [-j N] [-u NAMES] [--retag] [--baseline] [--all] [-v]
// CPython's own Lib/test files under taipan, each in a process of its own with a time limit, through test/conformance/driver.py.
// It is a copy of the build that runs (--taipan PATH: another command).
//
// The tests come from the oracle's folder (--oracle or $CPYTHON: a python3.14 whose library has `test`); nothing of them is here.
// Lists in test/conformance/known/<test>.txt name the ids that fail today, `id: reason`. A failure that is not listed and a listed
// id that passes are both errors; --retag rewrites the lists, keeping the reasons of ids that stay.
// When a test kills or hangs the process, it counts as failed, and the rest of its file runs on in a new process.
// --baseline runs the same under CPython itself and keeps what passes there, in the user's cache folder; the table then tells both.
// -u network,cpu: resources of CPython's test suite that are off otherwise; the table RESOURCES names files that need one to run at all.
// Without names: the files of the first milestone; --all: every file.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inParallel } from './files.mjs';

const MILESTONE =
  'grammar int float str list dict set tuple builtin class descr generators scope fstring patma exceptions dataclasses enum functools itertools collections json re';
const MAX_RESTARTS = 12;
/** What these files call the network is the loopback interface. */
const RESOURCES = { test_socketserver: 'network' };
/** Extension modules of CPython that a whole file asks for and few of its tests use: in Python, or none of the file would run. */
const STAND_INS = {
  test_bytes: { _testlimitedcapi: 'from operator import delitem as sequence_delitem, getitem as sequence_getitem, setitem as sequence_setitem\n' },
  test_import: { _testmultiphase: '' },
  test_pkgutil: { _testmultiphase: '' },
  test_pyclbr: { _testmultiphase: '' },
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const options = {
  oracle: process.env.CPYTHON,
  timeout: 600,
  'test-timeout': 60,
  j: 2,
  u: '',
};
const names = [];
const args = process.argv.slice(2);
while (args.length > 0) {
  const arg = args.shift();
  const name = arg.replace(/^--?/, '');
  if (!arg.startsWith('-')) names.push(arg.startsWith('test') ? arg : `test_${arg}`);
  else if (['retag', 'baseline', 'all', 'v'].includes(name)) options[name] = true;
  else options[name] = args.shift();
}
if (!options.oracle) throw new Error('say where CPython 3.14 is: --oracle /path/to/python3.14 (or $CPYTHON)');

const facts = JSON.parse(
  spawnSync(options.oracle, ['-c', 'import json,sys,os,test;print(json.dumps([sys.version.split()[0], os.path.dirname(test.__file__)]))'], {
    encoding: 'utf8',
  }).stdout || 'null',
);
if (!facts) throw new Error(`${options.oracle} is no Python with the test package`);
const [version, testFolder] = facts;
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'taipan/conformance', version);
mkdirSync(cache, { recursive: true });
const home = mkdtempSync(join(tmpdir(), 'taipan-conformance-'));
symlinkSync(testFolder, join(home, 'test'));
options.taipan ??= options.baseline ? undefined : installation(join(home, 'taipan'));

const preload = ctypesTestLibrary();
const wanted = names.length > 0 ? names : options.all ? allTests() : MILESTONE.split(' ').map((name) => `test_${name}`);
const complaints = [];
const total = { passed: 0, counted: 0, baseline: 0 };
console.log(row('file', 'passed', 'of', '%', 'failed', 'errors', 'not run', 'skipped', 'CPython', 'seconds'));
await inParallel(wanted, Number(options.j), async (name) => {
  const started = Date.now();
  const result = await runFile(name, options.baseline ? options.oracle : options.taipan);
  if (options.baseline) writeFileSync(join(cache, `${name}.json`), JSON.stringify([...result.outcomes]));
  const counts = summary(result);
  const baseline = baselineOf(name);
  total.passed += counts.passed;
  total.counted += counts.counted;
  total.baseline += baseline ?? 0;
  const percent = counts.counted === 0 ? '-' : ((100 * counts.passed) / counts.counted).toFixed(1);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(row(name, counts.passed, counts.counted, percent, counts.fail, counts.error, counts.lost, counts.skip, baseline ?? '-', seconds));
  if (result.broken) console.log(`    ${result.broken}`);
  if (options.v) for (const [id, { outcome, why }] of failuresOf(result)) console.log(`    ${outcome}: ${id}\n        ${why}`);
  if (options.v) for (const [id, { why }] of skippedHere(name, result)) console.log(`    skipped, but passes in CPython: ${id}\n        ${why}`);
  if (!options.baseline) compareWithList(name, result);
});
if (wanted.length > 1) {
  const percent = ((100 * total.passed) / Math.max(1, total.counted)).toFixed(1);
  console.log(row('all', total.passed, total.counted, percent, '', '', '', '', total.baseline || '-', ''));
}
rmSync(home, { recursive: true, force: true });
for (const complaint of complaints) console.log(complaint);
if (complaints.length > 0) process.exitCode = 1;

/**
 * taipan as installed, with the test package in its library, where programs that tests start look for it. A copy, so that a build
 * in the middle of a run changes nothing.
 */
function installation(to) {
  for (const folder of ['bin', 'dist', 'dist/cache']) {
    mkdirSync(join(to, folder), { recursive: true });
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.isFile()) copyFileSync(join(root, folder, entry.name), join(to, folder, entry.name));
    }
  }
  copyFileSync(join(root, 'package.json'), join(to, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
  const library = join(to, 'dist/lib/python3.14');
  mkdirSync(library, { recursive: true });
  for (const entry of readdirSync(join(root, 'dist/lib/python3.14'))) symlinkSync(join(root, 'dist/lib/python3.14', entry), join(library, entry));
  symlinkSync(testFolder, join(library, 'test'));
  return join(to, 'bin/taipan');
}

/**
 * `_ctypes_test` is an extension module of CPython whose C functions test_ctypes loads by its file. test/conformance/ctypesTest.py stands in for the
 * module, and ctypesTest.c for what the file wants of CPython itself, if there is a C compiler.
 */
function ctypesTestLibrary() {
  const folder = join(dirname(testFolder), 'lib-dynload');
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^_ctypes_test\..*so$/.test(entry));
  if (!file) return {};
  const library = join(home, 'ctypesTest.so');
  const made = spawnSync('cc', ['-shared', '-fPIC', '-w', '-o', library, join(root, 'test/conformance/ctypesTest.c')]);
  if (made.status !== 0) return {};
  const module = readFileSync(join(root, 'test/conformance/ctypesTest.py'), 'utf8');
  writeFileSync(join(home, '_ctypes_test.py'), `__file__ = ${JSON.stringify(join(folder, file))}\n${module}`);
  return { LD_PRELOAD: library };
}

function standIns(name) {
  const folder = join(home, 'standIns', name);
  mkdirSync(folder, { recursive: true });
  for (const [module, source] of Object.entries(STAND_INS[name])) writeFileSync(join(folder, `${module}.py`), source);
  return folder;
}

function row(name, ...cells) {
  return name.padEnd(28) + cells.map((cell) => String(cell).padStart(9)).join('');
}

function allTests() {
  return readdirSync(testFolder)
    .filter((name) => /^test_\w+\.py$/.test(name) || (/^test_\w+$/.test(name) && existsSync(join(testFolder, name, '__init__.py'))))
    .map((name) => name.replace(/\.py$/, ''))
    .sort();
}

/** { outcomes: id → { outcome, why }, broken } of one file, over as many processes as it takes. */
async function runFile(name, command) {
  const folder = mkdtempSync(join(home, 'run-'));
  const events = join(folder, 'events');
  const skipped = join(folder, 'skipped');
  const result = { outcomes: new Map(), broken: undefined, skipped: false };
  let ids = [];
  const deadline = Date.now() + Number(options.timeout) * 1000;
  for (let attempt = 0; attempt <= MAX_RESTARTS; attempt++) {
    writeFileSync(events, '');
    const ended = await runProcess(command, name, events, attempt === 0 ? [] : [skipped], folder, deadline);
    let running;
    let complete = false;
    for (const line of readFileSync(events, 'utf8').split('\n')) {
      let event;
      try {
        event = JSON.parse(line);
      } catch {
        continue; // The last line of a killed process may be cut off.
      }
      if (event.ids) ids = event.ids;
      else if (event.start) running = event.start;
      else if (event.id) note(result, event);
      else if (event.skipped !== undefined) result.skipped = complete = true;
      else if (event.broken) result.broken = event.broken;
      else if (event.end) complete = true;
      if (event.id === running) running = undefined;
    }
    if (complete || result.broken) break;
    if (running === undefined && attempt > 0) break;
    if (ids.length === 0) result.broken ??= `${ended.how}: ${ended.last}`;
    if (running !== undefined) result.outcomes.set(running, { outcome: 'error', why: `the process ${ended.how}: ${ended.last}` });
    if (ids.length === 0 || Date.now() > deadline) break;
    writeFileSync(skipped, [...result.outcomes.keys()].join('\n'));
  }
  if (result.broken && ids.length === 0) ids = baselineIds(name);
  for (const id of ids) if (!result.outcomes.has(id)) result.outcomes.set(id, { outcome: 'lost', why: result.broken ?? 'did not run' });
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** The worst outcome of a test counts: a failed subtest may be followed by others. */
function note(result, { id, outcome, why }) {
  const before = result.outcomes.get(id);
  if (before === undefined || before.outcome === 'ok' || before.outcome === 'skip') result.outcomes.set(id, { outcome, why });
}

/** What the caller's shell says about Python is not for the tests. */
function withoutPython(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PYTHON')));
}

/** One process; killed when a single test or all of it takes too long. */
async function runProcess(command, name, events, rest, folder, deadline) {
  const cwd = mkdtempSync(join(folder, 'cwd-'));
  const child = spawn(command, [join(root, 'test/conformance/driver.py'), home, name, events, options.u || (RESOURCES[name] ?? ''), ...rest], {
    cwd,
    env: {
      ...withoutPython(process.env),
      ...(STAND_INS[name] && command !== options.oracle ? { PYTHONPATH: standIns(name) } : {}),
      ...(name.startsWith('test_ctypes') && command !== options.oracle ? preload : {}),
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONHASHSEED: '0',
      PYTHON_COLORS: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let last = '';
  const keep = (data) => {
    last = (last + data.toString('latin1')).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let size = -1;
  let since = Date.now();
  let how;
  const watch = setInterval(() => {
    const now = readFileSync(events).length;
    if (now !== size) {
      size = now;
      since = Date.now();
    }
    if (Date.now() - since > Number(options['test-timeout']) * 1000) how = 'took too long';
    else if (Date.now() > deadline) how = 'ran out of time';
    else return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }, 500);
  const status = await new Promise((done) => {
    child.on('error', (error) => done(String(error)));
    child.on('close', (code, signal) => done(signal ?? code));
  });
  clearInterval(watch);
  return { how: how ?? `ended with ${status}`, last: last.trimEnd().split('\n').at(-1) ?? '' };
}

function summary(result) {
  const counts = { passed: 0, counted: 0, fail: 0, error: 0, lost: 0, skip: 0 };
  for (const { outcome } of result.outcomes.values()) {
    if (outcome === 'skip') {
      counts.skip++;
      continue;
    }
    counts.counted++;
    if (outcome === 'ok' || outcome === 'expected') counts.passed++;
    else if (outcome === 'lost') counts.lost++;
    else if (outcome === 'error') counts.error++;
    else counts.fail++;
  }
  return counts;
}

function failuresOf(result) {
  return [...result.outcomes].filter(([, { outcome }]) => !['ok', 'expected', 'skip'].includes(outcome));
}

/** What taipan leaves out although CPython passes it on this machine. */
function skippedHere(name, result) {
  const passed = new Set(
    readBaseline(name)
      ?.filter(([, { outcome }]) => outcome === 'ok')
      .map(([id]) => id),
  );
  return [...result.outcomes].filter(([id, { outcome }]) => outcome === 'skip' && passed.has(id));
}

function readBaseline(name) {
  const file = join(cache, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function baselineOf(name) {
  return readBaseline(name)?.filter(([, { outcome }]) => outcome === 'ok' || outcome === 'expected').length;
}

/** What a file that does not even load would have run, if CPython has run it here before. */
function baselineIds(name) {
  return (readBaseline(name) ?? []).filter(([, { outcome }]) => outcome !== 'skip').map(([id]) => id);
}

/** New failures and fixed ones; with --retag the list is rewritten instead. */
function compareWithList(name, result) {
  const file = join(root, 'test/conformance/known', `${name}.txt`);
  const known = new Map();
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const match = /^([^#\s].*?): (.*)$/.exec(line);
      if (match) known.set(match[1], match[2]);
    }
  }
  const failing = new Map(failuresOf(result).map(([id, { outcome, why }]) => [id, `${outcome}: ${reason(why)}`]));
  if (options.retag) {
    const lines = [...failing].map(([id, why]) => `${id}: ${known.get(id) ?? why}`).sort();
    if (lines.length > 0) writeFileSync(file, `# Ids of ${name} that fail today, each with the reason.\n${lines.join('\n')}\n`);
    else rmSync(file, { force: true });
    return;
  }
  for (const [id, why] of failing) if (!known.has(id)) complaints.push(`NEW FAILURE ${id}: ${why}`);
  for (const id of known.keys()) if (!failing.has(id)) complaints.push(`FIXED ${id}: take it off ${name}.txt (--retag)`);
}

function reason(why) {
  return (why ?? '').replace(/\s+/g, ' ').replaceAll(home, '').slice(0, 140).trim();
}
