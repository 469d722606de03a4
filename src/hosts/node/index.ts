// Node as a host. Files, clock and process come from direct system calls where `koffi` can be loaded, else from Node's own
// synchronous calls; the choice is made here, once. Everything rarely needed (crypto, zlib) is loaded on first use.
import type { Host } from '../../host/host.ts';
import { nodeClock } from './clock.ts';
import { nodeCrypto } from './crypto.ts';
import { ffiClock } from './ffi/clock.ts';
import { ffiFiles } from './ffi/files.ts';
import { ffiTerminal } from './ffi/io.ts';
import { native } from './ffi/native.ts';
import { takeEnvironment } from './ffi/handover.ts';
import { noteDescriptorsInUse } from './ffi/ownDescriptors.ts';
import { ffiProcess } from './ffi/process.ts';
import { nodeFiles } from './files.ts';
import { useNodeMemory } from './memory.ts';
import { nodeProcess, nodeTerminal } from './process.ts';
import { createScriptHost, type Boot } from './script.ts';
import { nodeZlib } from './zlib.ts';

/** @param boot what bin/boot.cjs lends; without it nothing is cached. */
export function createNodeHost(boot?: Boot): Host {
  useNodeMemory();
  const direct = native() !== undefined;
  if (direct) {
    takeEnvironment();
    noteDescriptorsInUse();
  }
  return {
    files: direct ? ffiFiles : nodeFiles,
    clock: direct ? ffiClock : nodeClock,
    process: direct ? ffiProcess : nodeProcess,
    terminal: direct ? ffiTerminal : nodeTerminal,
    crypto: nodeCrypto,
    zlib: nodeZlib,
    script: createScriptHost(boot),
    ...(direct ? { threads: () => (require('./ffi/threads.ts') as typeof import('./ffi/threads.ts')).ffiThreads } : {}),
  };
}
