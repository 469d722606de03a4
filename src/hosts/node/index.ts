// Node as a host. Files, clock and process come from direct system calls where `koffi` can be loaded, else from Node's own
// synchronous calls; the choice is made here, once. Everything rarely needed (crypto, zlib) is loaded on first use.
import type { Host } from '../../host/host.ts';
import { nodeClock } from './clock.ts';
import { nodeCrypto } from './crypto.ts';
import { nodeFiles } from './files.ts';
import { nodeProcess, nodeTerminal } from './process.ts';
import { nodeScript } from './script.ts';
import { nodeZlib } from './zlib.ts';

export function createNodeHost(): Host {
  return {
    files: nodeFiles,
    clock: nodeClock,
    process: nodeProcess,
    terminal: nodeTerminal,
    crypto: nodeCrypto,
    zlib: nodeZlib,
    script: nodeScript,
  };
}
