// npm run bench:compare -- A B [name …]: the benchmarks of two commits, side by side, with the error margin of each.
// Each commit is checked out and built in a folder of its own below the system's temporary folder (dependencies are linked, not
// installed again); rounds alternate between the two. A difference smaller than the margins says nothing, and is marked `~`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROUNDS = 3;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [before, after, ...wanted] = process.argv.slice(2);
if (!after) throw new Error('usage: npm run bench:compare -- COMMIT COMMIT [name …]');
const places = [before, after].map(checkOut);
const names = readdirSync(join(root, 'bench/programs'))
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -3))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

console.log(`${''.padEnd(18)}${before.slice(0, 12).padStart(14)}${after.slice(0, 12).padStart(14)}${'change'.padStart(10)}`);
for (const name of names) {
  const times = [[], []];
  for (let round = 0; round < ROUNDS; round++) places.forEach((place, i) => times[i].push(...warm(place, name)));
  const [a, b] = times.map(summary);
  const change = (b.best / a.best - 1) * 100;
  const sure = Math.abs(b.best - a.best) > a.margin + b.margin;
  const cell = ({ best, margin }) => `${(best * 1000).toFixed(1)} ±${(margin * 1000).toFixed(1)}`.padStart(14);
  console.log(`${name.padEnd(18)}${cell(a)}${cell(b)}${`${sure ? '' : '~'}${change.toFixed(1)} %`.padStart(10)}`);
}
for (const place of places) {
  execFileSync('git', ['worktree', 'remove', '--force', place], { cwd: root });
  rmSync(dirname(place), { recursive: true, force: true });
}

function checkOut(commit) {
  const place = join(mkdtempSync(join(tmpdir(), 'taipan-compare-')), 'taipan');
  execFileSync('git', ['worktree', 'add', '--detach', place, commit], { cwd: root, stdio: 'ignore' });
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  execFileSync('node', ['scripts/build.mjs'], { cwd: place, stdio: ['ignore', 'ignore', 'inherit'] });
  return place;
}

/** Times of the runs after warm-up: the later half. */
function warm(place, name) {
  const { status, stdout, stderr } = spawnSync(join(place, 'bin/taipan'), [join(root, 'bench/driver.py'), join(root, 'bench/programs', `${name}.py`), '2'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  const { times } = JSON.parse(stdout);
  return times.slice(times.length >> 1);
}

/** The best time, and how far the best quarter scatters. */
function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { best: sorted[0], margin: (sorted[sorted.length >> 2] - sorted[0]) / 2 };
}
