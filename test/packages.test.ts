// Native modules for packages that other people write (src/runtime/import/packageParts.ts). The packages are not here: each program of test/packages runs
// beside a package of the same name whose `__init__` does no more than import its native part. A program holds its own expectations.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';

const root = resolve(process.env.TAIPAN_ROOT ?? '.');
const programs = join(root, 'test/packages');
const PACKAGES: Record<string, string> = {
  greenlet: 'from ._greenlet import *\n',
  psutil: "from . import _psutil_linux\n__version__ = '7.2.2'\n",
};

function run(program: string[], packages: string): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(join(root, 'bin/taipan'), program, {
    env: { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' },
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
}

for (const file of readdirSync(programs)) {
  const name = file.slice(0, -'Test.py'.length);
  test(`package ${name}`, (t) => {
    const packages = mkdtempSync(join(tmpdir(), 'taipan-packages-'));
    t.after(() => rmSync(packages, { recursive: true, force: true }));
    const missing = run(['-c', `import ${name}`], packages);
    assert.match(missing.text, new RegExp(`ModuleNotFoundError: No module named '${name}'`));
    mkdirSync(join(packages, name));
    writeFileSync(join(packages, name, '__init__.py'), PACKAGES[name]!);
    const { status, text } = run([join(programs, file)], packages);
    assert.equal(text, 'ok\n');
    assert.equal(status, 0);
  });
}
