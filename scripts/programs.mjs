// The programs under test/python and examples: each is run in its own folder, and what it prints must be what CPython 3.14 printed.
//
// `x.out` holds the standard output. If the program wrote to standard error or ended with another exit code than 0, lines
// `----- stderr -----` and `----- exit N -----` follow. Paths are written as <dir> (the program's folder), <tmp> and <lib>.
// A program may open with comments that say how to run it:
//   # args: a b          command-line arguments          # stdin: text with \n        what it reads
//   # flags: -O          options before the file         # env: NAME=value            one more variable
// Files and folders whose name begins with an underscore are helpers. test/python/known-failures.txt lists programs that fail
// today with the reason (`path: reason`); a listed program that passes is an error as well, so that the list stays true.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { filesBelow, inParallel } from './files.mjs';

/** Seconds of processor time, and of the clock: a busy machine is no failure. */
const CPU_SECONDS = 20;
const CLOCK_SECONDS = 120;

/**
 * Counts the programs that print what they should, and tells what the others print.
 * One that fails is run a second time, when nothing else runs. What passes then counts as passed and is told in `unsteady`, with what it
 * printed at first: a program that needs a second try is to be looked into, but other work must not wait for it.
 */
export async function checkPrograms(root, filters, jobs) {
  const known = knownFailures(root);
  const result = { passed: 0, failures: [], unsteady: [] };
  const programs = programFiles(root, filters);
  const problemOf = async (file) => {
    const recorded = file.replace(/\.py$/, '.out');
    if (!existsSync(recorded)) return 'has no recorded output: npm run test:record';
    const expected = readFileSync(recorded, 'utf8');
    const text = await runProgram(join(root, 'bin/taipan'), file);
    return text === expected ? undefined : difference(expected, text);
  };
  const problems = await inParallel(programs, jobs, problemOf);
  for (const [i, file] of programs.entries()) {
    const name = relative(root, file);
    const isKnown = known.has(name);
    const problem = problems[i];
    if (problem === undefined && isKnown) result.failures.push({ name, text: 'passes now: take it off known-failures.txt' });
    else if (problem === undefined || isKnown) result.passed++;
    else if ((await problemOf(file)) !== undefined) result.failures.push({ name, text: problem });
    else {
      result.passed++;
      result.unsteady.push({ name, text: problem });
    }
  }
  for (const name of known.keys()) {
    if (!existsSync(join(root, name))) result.failures.push({ name, text: 'in known-failures.txt, but not there' });
  }
  return result;
}

/** Rewrites the recordings; gives the names of those that changed. */
export async function recordPrograms(root, python, filters, jobs) {
  const programs = programFiles(root, filters);
  const changed = [];
  await inParallel(programs, jobs, async (file) => {
    const text = await runProgram(python, file);
    const recorded = file.replace(/\.py$/, '.out');
    if (existsSync(recorded) && readFileSync(recorded, 'utf8') === text) return;
    writeFileSync(recorded, text);
    changed.push(relative(root, recorded));
  });
  return changed.sort();
}

function programFiles(root, filters) {
  const base = join(root, 'test/python');
  return [...filesBelow(base), ...filesBelow(join(root, 'examples'))]
    .filter((file) => file.endsWith('.py') && !/(^|\/)_/.test(relative(root, file)) && existsSync(file))
    .filter((file) => filters.length === 0 || filters.some((word) => relative(root, file).includes(word)));
}

function knownFailures(root) {
  const file = join(root, 'test/python/known-failures.txt');
  const known = new Map();
  if (!existsSync(file)) return known;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const match = /^([^#:\s]+): *(.+)$/.exec(line);
    if (match) known.set(match[1], match[2]);
  }
  return known;
}

/** Runs one program and gives the text of its recording. */
async function runProgram(command, file) {
  const setup = directives(readFileSync(file, 'latin1'));
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'taipan-program-')));
  const env = {
    PATH: process.env.PATH,
    HOME: temporary,
    TMPDIR: temporary,
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
    COLUMNS: '80',
    PYTHONHASHSEED: '0',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHON_COLORS: '0',
    ...(process.env.TAIPAN_NODE ? { TAIPAN_NODE: process.env.TAIPAN_NODE } : {}),
    ...setup.env,
  };
  const limited = ['-c', `ulimit -t ${CPU_SECONDS}; exec "$0" "$@"`, command, ...setup.flags, basename(file), ...setup.args];
  const child = spawn('/bin/sh', limited, { cwd: dirname(file), env, detached: true });
  const output = { stdout: [], stderr: [] };
  child.stdout.on('data', (data) => output.stdout.push(data));
  child.stderr.on('data', (data) => output.stderr.push(data));
  child.stdin.on('error', () => {}); // A program that ends without reading closes the pipe: that is its right.
  child.stdin.end(setup.stdin);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    // The whole group: a process that the program left behind keeps the pipes open.
    process.kill(-child.pid, 'SIGKILL');
  }, CLOCK_SECONDS * 1000);
  const status = await new Promise((done) => {
    child.on('error', (error) => done(String(error)));
    child.on('close', (code, signal) => done(code ?? signal));
  });
  clearTimeout(timer);
  rmSync(temporary, { recursive: true, force: true });
  const plain = (chunks) => {
    const text = Buffer.concat(chunks).toString('utf8');
    const library = /"\/[^"\n]*\/lib\/python3\.14\//g;
    return text.replaceAll(temporary, '<tmp>').replaceAll(dirname(file), '<dir>').replace(library, '"<lib>/');
  };
  let text = plain(output.stdout);
  const errors = plain(output.stderr);
  if (errors !== '' || status !== 0 || late) {
    if (text !== '' && !text.endsWith('\n')) text += '\n----- no newline -----\n';
    if (errors !== '') text += `----- stderr -----\n${errors}`;
    if (status !== 0) text += `----- exit ${late ? 'timeout' : status} -----\n`;
  }
  return text;
}

function directives(source) {
  const setup = { args: [], flags: [], stdin: '', env: {} };
  for (const line of source.split('\n')) {
    const match = /^# (args|stdin|flags|env): (.*)$/.exec(line);
    if (!match) {
      if (!line.startsWith('#')) break;
      continue;
    }
    const [, name, value] = match;
    if (name === 'stdin') setup.stdin += JSON.parse(`"${value.replaceAll('"', '\\"')}"`);
    else if (name === 'env') setup.env[value.slice(0, value.indexOf('='))] = value.slice(value.indexOf('=') + 1);
    else setup[name] = value.split(' ');
  }
  return setup;
}

/** The first lines that differ, with what stands before them. */
function difference(expected, actual) {
  const want = expected.split('\n');
  const got = actual.split('\n');
  let at = 0;
  while (at < want.length && want[at] === got[at]) at++;
  const lines = [`  line ${at + 1}:`];
  for (const line of want.slice(Math.max(0, at - 2), at)) lines.push(`      ${line}`);
  for (const line of want.slice(at, at + 4)) lines.push(`    - ${line}`);
  for (const line of got.slice(at, at + 8)) lines.push(`    + ${line}`);
  for (const line of got.slice(Math.max(at + 8, got.length - 20))) lines.push(`    … ${line}`);
  return lines.join('\n');
}
