// The process, its environment and its terminal, as Node shows them.
import * as fs from 'node:fs';
import * as os from 'node:os';
import { HostError, type HostPath, type HostUname, type ProcessHost, type TerminalHost } from '../../host/host.ts';
import { guarded } from './errors.ts';
import { nodeSignals } from './signals.ts';

const started = process.hrtime.bigint();

/** Node decodes its arguments and loses what is no UTF-8; the system still has the bytes. */
function commandArguments(): HostPath[] {
  const args = process.argv.slice(2);
  if (process.platform !== 'linux' || !args.some((arg) => arg.includes('\ufffd'))) return args;
  const line = fs.readFileSync('/proc/self/cmdline');
  const raw: Uint8Array[] = [];
  for (let start = 0; start < line.length; ) {
    const end = line.indexOf(0, start);
    raw.push(line.subarray(start, end));
    start = end + 1;
  }
  const first = raw.length - args.length;
  return args.map((arg, i) => (arg.includes('\ufffd') ? raw[first + i]! : arg));
}

export const nodeProcess: ProcessHost = {
  platform: process.platform,
  argv: commandArguments(),
  get executable() {
    return process.argv[1] === undefined ? process.execPath : process.argv[1];
  },
  // In the bundle, units lie in dist/ itself; unbundled, sources lie three folders below the project.
  get dist() {
    return import.meta.dirname;
  },
  pid: () => process.pid,
  ppid: () => process.ppid,
  cwd: () => guarded('getcwd', undefined, () => process.cwd()),
  chdir: (path) => guarded('chdir', path, () => process.chdir(text(path, 'chdir'))),
  environ,
  getenv: (name) => process.env[name],
  setenv: (name, value) => {
    process.env[text(name, 'setenv')] = text(value, 'setenv');
  },
  unsetenv: (name) => {
    delete process.env[text(name, 'unsetenv')];
  },
  exit: (status) => process.exit(status),
  exitNow: (status) => (process as unknown as { reallyExit(code: number): never }).reallyExit(status),
  abort: () => process.abort(),
  uname,
  times() {
    const { user, system } = process.cpuUsage();
    return [user / 1e6, system / 1e6, 0, 0, Number(process.hrtime.bigint() - started) / 1e9 + os.uptime()];
  },
  cpuCount: () => os.cpus().length || undefined,
  ...(process.platform === 'win32'
    ? {}
    : {
        signals: nodeSignals,
        loadavg: () => os.loadavg() as [number, number, number],
        umask: (mask: number) => process.umask(mask),
        kill: (pid: number, signal: number) => guarded('kill', undefined, () => void process.kill(pid, signal)),
        getuid: () => process.getuid!(),
        geteuid: () => process.geteuid!(),
        getgid: () => process.getgid!(),
        getegid: () => process.getegid!(),
        getgroups: () => process.getgroups!(),
      }),
};

export const nodeTerminal: TerminalHost = {
  size(fd) {
    if (!guarded('ioctl', undefined, () => fs.fstatSync(fd)).isCharacterDevice()) throw new HostError(os.constants.errno.ENOTTY, 'ioctl');
    const size = guarded('ioctl', undefined, () => new (require('node:tty') as typeof import('node:tty')).WriteStream(fd).getWindowSize());
    return [size[0], size[1]];
  },
};

/** Node wants text here; what is no UTF-8 cannot be passed on without direct system calls. */
function text(path: HostPath, syscall: string): string {
  if (typeof path === 'string') return path;
  const decoded = Buffer.from(path).toString('utf8');
  if (!Buffer.from(decoded, 'utf8').equals(path)) throw new HostError(os.constants.errno.EILSEQ, syscall, path);
  return decoded;
}

function environ(): [HostPath, HostPath][] {
  return Object.entries(process.env).map(([name, value]) => [name, value ?? '']);
}

function uname(): HostUname {
  return { sysname: os.type(), nodename: os.hostname(), release: os.release(), version: os.version(), machine: os.machine() };
}
