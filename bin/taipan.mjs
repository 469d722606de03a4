#!/usr/bin/env node
// The launcher for systems without /bin/sh (Windows): runs bin/taipan once more under the same V8 flags.
// Keep the flags in step with bin/taipan; the stack stays below the 8 MB (1 MB on Windows) that the system gives.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const flags = [
  // What fork needs; Windows has none.
  ...(process.platform === 'win32' ? [] : ['--single-threaded']),
  '--expose-gc',
  process.platform === 'win32' ? '--stack-size=900' : '--stack-size=7000',
  '--min-semi-space-size=1',
  '--semi-space-growth-factor=8',
  '--max-semi-space-size=32',
  '--no-allocation-site-pretenuring',
  '--initial-old-space-size=128',
  '--max-inlined-bytecode-size=1000',
  '--max-inlined-bytecode-size-cumulative=3000',
  '--min-inlining-frequency=0.5',
  '--max-optimized-bytecode-size=300000',
  '--no-flush-bytecode',
  '--no-compilation-cache',
];
const program = fileURLToPath(new URL('taipan', import.meta.url));
const child = spawnSync(process.execPath, [...flags, program, ...process.argv.slice(2)], { stdio: 'inherit' });
if (child.error) throw child.error;
if (child.signal) process.kill(process.pid, child.signal);
process.exitCode = child.status ?? 1;
