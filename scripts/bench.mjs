// npm run bench [-- name …] [--oracle PATH] [--taipan PATH] [--seconds S] [--rounds N] [--json FILE]
// The programs of bench/programs (or of bench/NAME, as with `os`) under taipan and under CPython 3.14 side by side in one run: cold
// (a whole process, best of N rounds) and warm (best run inside one process, which goes on until for S seconds none was faster). Runs
// alternate, so that a busy machine hits both alike.
// A ratio is CPython's time by taipan's: 3.00 means three times faster. Then start-up (`-c pass` against `node -e 0`) and memory.
// The oracle is --oracle or $CPYTHON; without one, taipan's times alone are printed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const options = {
  oracle: process.env.CPYTHON,
  taipan: join(root, 'bin/taipan'),
  seconds: '3',
  rounds: '3',
  json: undefined,
};
const wanted = [];
const args = process.argv.slice(2);
while (args.length > 0) {
  const arg = args.shift();
  if (arg.startsWith('--')) options[arg.slice(2)] = args.shift();
  else wanted.push(arg);
}
const folders = wanted.filter((name) => existsSync(join(root, 'bench', name)));
const names = wanted.filter((name) => !folders.includes(name));
const programs = [
  ...folders.flatMap(programsOf),
  ...(wanted.length === 0 ? ['programs'] : ['programs', 'os']).flatMap(programsOf).filter((file) => wanted.length === 0 || names.includes(nameOf(file))),
];
const scratch = mkdtempSync(join(tmpdir(), 'taipan-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const env = { ...process.env, PYTHONHASHSEED: '0', BENCH_FOLDER: scratch };
const rows = [];
const columns = [18, 10, 10, 8, 10, 10, 8, 9];

console.log(line('', 'cold', 'CPython', 'ratio', 'warm', 'CPython', 'ratio', 'after'));
for (const file of programs) {
  const name = nameOf(file);
  const row = { name, ...cold(file), ...warm(file) };
  rows.push(row);
  console.log(
    row.error
      ? `${name.padEnd(columns[0])}${row.error}`
      : line(
          name,
          time(row.cold),
          time(row.oracleCold),
          ratio(row.oracleCold, row.cold),
          time(row.warm),
          time(row.oracleWarm),
          ratio(row.oracleWarm, row.warm),
          time(row.after),
        ),
  );
}
const good = rows.filter((row) => !row.error);
if (options.oracle && good.length > 0) {
  const mean = (pick) => Math.exp(good.reduce((sum, row) => sum + Math.log(pick(row)), 0) / good.length);
  const means = [mean((row) => row.oracleCold / row.cold), mean((row) => row.oracleWarm / row.warm)];
  console.log(line('geometric mean', '', '', means[0].toFixed(2), '', '', means[1].toFixed(2)));
}
if (wanted.length === 0) startUp();
if (options.json) writeFileSync(options.json, JSON.stringify(rows));
if (rows.some((row) => row.error)) process.exitCode = 1;

function programsOf(folder) {
  return readdirSync(join(root, 'bench', folder))
    .filter((file) => /^[a-z].*\.py$/.test(file))
    .map((file) => join(root, 'bench', folder, file));
}

function nameOf(file) {
  return basename(file, '.py');
}

function line(...cells) {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(columns[0]) : cell.padStart(columns[i]))).join('');
}

function time(seconds) {
  return seconds === undefined ? '-' : seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
}

function ratio(oracle, ours) {
  return oracle === undefined || ours === undefined ? '-' : (oracle / ours).toFixed(2);
}

/** Whole processes; both must print the same. What a program keeps in BENCH_FOLDER is made before, by neither of the two that are timed. */
function cold(file) {
  const best = {};
  if (readFileSync(file, 'utf8').includes('from _folder import')) timed(options.oracle ?? options.taipan, [file]);
  for (let round = 0; round < Number(options.rounds); round++) {
    const ours = timed(options.taipan, [file]);
    if (ours.status !== 0) return { error: `taipan ended with ${ours.status}: ${lastLine(ours.stderr)}` };
    best.cold = Math.min(best.cold ?? Infinity, ours.seconds);
    if (!options.oracle) continue;
    const theirs = timed(options.oracle, [file]);
    best.oracleCold = Math.min(best.oracleCold ?? Infinity, theirs.seconds);
    if (ours.stdout !== theirs.stdout) return { error: `prints ${ours.stdout.trim()}, CPython ${theirs.stdout.trim()}` };
  }
  return best;
}

/** Many runs in one process; the best one counts. `after`: how long the program had run when it first came within a tenth of that. */
function warm(file) {
  const run = (command) => {
    const { status, stdout, stderr } = timed(command, [join(root, 'bench/driver.py'), file, options.seconds]);
    if (status !== 0) throw new Error(`${nameOf(file)}: ${lastLine(stderr)}`);
    const { times } = JSON.parse(stdout);
    const best = Math.min(...times);
    const before = times.slice(
      0,
      times.findIndex((t) => t <= best * 1.1),
    );
    return { best, after: before.reduce((sum, t) => sum + t, 0) };
  };
  try {
    const ours = run(options.taipan);
    return { warm: ours.best, after: ours.after, oracleWarm: options.oracle ? run(options.oracle).best : undefined };
  } catch (error) {
    return { error: error.message };
  }
}

function timed(command, rest) {
  const before = process.hrtime.bigint();
  const result = spawnSync(command, rest, { encoding: 'utf8', env, timeout: 120_000, maxBuffer: 1 << 26 });
  return { ...result, status: result.status ?? result.signal, seconds: Number(process.hrtime.bigint() - before) / 1e9 };
}

function lastLine(text) {
  return (text ?? '').trimEnd().split('\n').at(-1);
}

function startUp() {
  const cases = [
    ['node -e 0', 'node', ['-e', '0']],
    ['taipan -c pass', options.taipan, ['-c', 'pass']],
    ['taipan -S -c pass', options.taipan, ['-S', '-c', 'pass']],
    ['taipan, imports', options.taipan, ['-c', 'import json, re, dataclasses, argparse, datetime']],
  ];
  if (options.oracle) cases.push(['CPython -c pass', options.oracle, ['-c', 'pass']]);
  const runs = new Map(cases.map(([name]) => [name, []]));
  for (let round = 0; round < 15; round++) {
    for (const [name, command, rest] of cases) runs.get(name).push(timed(command, rest).seconds);
  }
  console.log('\nstart-up          best    median    memory');
  for (const [name, command, rest] of cases) {
    const times = runs.get(name).sort((a, b) => a - b);
    console.log(`${name.padEnd(18)}${time(times[0]).padStart(8)}${time(times[times.length >> 1]).padStart(10)}${memory(command, rest).padStart(10)}`);
  }
}

/** The largest resident size of a run, if the program `time` is there to tell it. */
function memory(command, rest) {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', command, ...rest], { encoding: 'utf8', env });
  const kilobytes = Number(lastLine(stderr));
  return kilobytes > 0 ? `${(kilobytes / 1024).toFixed(0)} MB` : '-';
}
