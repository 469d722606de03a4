// A host without an operating system: files in memory, an environment of its own, streams that the embedder gives. It names no platform,
// so it runs in a page, a worker, or a test.
import { HostError, type ClockHost, type CryptoHost, type Host, type HostPath, type HostTime, type ProcessHost } from '../../host/host.ts';
import { MemoryFiles, type Stream } from './files.ts';

export interface MemoryHostOptions {
  argv?: readonly string[];
  env?: Readonly<Record<string, string>>;
  stdin?: Stream;
  stdout?: Stream;
  stderr?: Stream;
  /** Hears how the program ended; the default throws `Exit`. */
  exit?: (status: number) => never;
}

/** Thrown where a program ends the process. */
export class Exit {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

const ENOTTY = 25,
  ENOTDIR = 20;

export function createMemoryHost(options: MemoryHostOptions = {}): Host & { files: MemoryFiles } {
  const files = new MemoryFiles([options.stdin ?? {}, options.stdout ?? {}, options.stderr ?? {}], now);
  return {
    files,
    clock,
    process: processHost(files, options),
    terminal: {
      size() {
        throw new HostError(ENOTTY, 'ioctl');
      },
    },
    crypto,
    script: {
      // Indirect eval: the text sees the global scope alone.
      run: (text) => (0, eval)(text) as unknown,
    },
  };
}

function now(): HostTime {
  const ms = Date.now();
  const sec = Math.floor(ms / 1000);
  return { sec, nsec: (ms - sec * 1000) * 1_000_000 };
}

const clock: ClockHost = {
  realtimeNs: () => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n,
  realtime: () => (performance.timeOrigin + performance.now()) / 1000,
  monotonicNs: () => BigInt(Math.round(performance.now() * 1000)) * 1000n,
  monotonic: () => performance.now() / 1000,
  processNs: () => BigInt(Math.round(performance.now() * 1000)) * 1000n,
  sleep(seconds) {
    if (typeof SharedArrayBuffer !== 'undefined') {
      try {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
        return;
      } catch {
        // A page's own thread may not wait.
      }
    }
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end);
  },
  zoneName: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  offsetMinutes: (epochSeconds) => -new Date(epochSeconds * 1000).getTimezoneOffset(),
};

const LARGEST_RANDOM = 65536;

const crypto: CryptoHost = {
  random(into) {
    for (let i = 0; i < into.length; i += LARGEST_RANDOM) globalThis.crypto.getRandomValues(into.subarray(i, i + LARGEST_RANDOM));
  },
};

const asText = (path: HostPath): string => (typeof path === 'string' ? path : new TextDecoder().decode(path));

function processHost(files: MemoryFiles, options: MemoryHostOptions): ProcessHost {
  const env = new Map(Object.entries(options.env ?? {}));
  const leave =
    options.exit ??
    ((status: number): never => {
      throw new Exit(status);
    });
  return {
    platform: 'emscripten',
    argv: options.argv ?? [],
    executable: '',
    dist: '/',
    pid: () => 1,
    ppid: () => 0,
    cwd: () => files.cwd,
    chdir(path) {
      if ((files.stat(path, true).mode & 0o170000) !== 0o040000) throw new HostError(ENOTDIR, 'chdir', path);
      const text = asText(path);
      const parts: string[] = [];
      for (const part of (text.startsWith('/') ? text : `${files.cwd}/${text}`).split('/')) {
        if (part === '..') parts.pop();
        else if (part !== '' && part !== '.') parts.push(part);
      }
      files.cwd = `/${parts.join('/')}`;
    },
    environ: () => [...env],
    getenv: (name) => env.get(name),
    setenv: (name, value) => void env.set(asText(name), asText(value)),
    unsetenv: (name) => void env.delete(asText(name)),
    exit: leave,
    exitNow: leave,
    abort: () => leave(134),
    uname: () => ({ sysname: 'Memory', nodename: 'localhost', release: '1', version: '1', machine: 'wasm32' }),
    times: () => [performance.now() / 1000, 0, 0, 0, performance.now() / 1000],
    cpuCount: () => 1,
    umask(mask) {
      const old = files.umask;
      files.umask = mask & 0o777;
      return old;
    },
  };
}
