// The interpreter's few central objects: `sys`, `sys.modules`, `builtins`. One interpreter per JS realm for now; everything
// that Python can replace (`sys.modules`, `sys.stdout`) is read through here each time.
import type { PyObject } from '../objects/model/object.ts';
import { PyDict } from '../objects/model/dict.ts';
import type { PyModule } from '../objects/types/module.ts';

/** Command-line settings that modules look at (`sys.flags`). */
export interface Flags {
  debug: number;
  inspect: number;
  interactive: number;
  optimize: number;
  dontWriteBytecode: number;
  noUserSite: number;
  noSite: number;
  ignoreEnvironment: number;
  verbose: number;
  bytesWarning: number;
  quiet: number;
  isolated: number;
  devMode: boolean;
  utf8Mode: number;
  safePath: boolean;
  intMaxStrDigits: number;
  warnDefaultEncoding: number;
  hashRandomization: number;
  /** What `os.cpu_count()` is to say; −1: the truth. */
  cpuCount: number;
}

export const defaultFlags: Flags = {
  debug: 0,
  inspect: 0,
  interactive: 0,
  optimize: 0,
  dontWriteBytecode: 0,
  noUserSite: 0,
  noSite: 0,
  ignoreEnvironment: 0,
  verbose: 0,
  bytesWarning: 0,
  quiet: 0,
  isolated: 0,
  devMode: false,
  utf8Mode: 0,
  safePath: false,
  intMaxStrDigits: 4300,
  warnDefaultEncoding: 0,
  hashRandomization: 1,
  cpuCount: -1,
};

export interface Config {
  flags: Flags;
  /** `sys.argv`. */
  argv: string[];
  /** `sys.orig_argv`. */
  origArgv: string[];
  executable: string;
  /** Folder of the Python library. */
  libDir: string;
  /** `sys.prefix`: the virtual environment, or the installation itself. */
  prefix: string;
  basePrefix: string;
  baseExecutable: string;
  warnOptions: string[];
  xOptions: Map<string, string | true>;
  pythonPath: string[];
  pycachePrefix: string | undefined;
  unbuffered: boolean;
}

export const state: { config: Config; sys: PyModule; builtins: PyModule /** Exit handlers have run. */; finalizing: boolean } = {
  config: undefined as never,
  sys: undefined as never,
  builtins: undefined as never,
  finalizing: false,
};

/** `sys.<name>`, undefined where it was deleted. */
export function sysGet(name: string): PyObject | undefined {
  const key = `$${name}`;
  return Object.hasOwn(state.sys, key) ? (state.sys as any)[key] : undefined;
}

export function sysSet(name: string, value: PyObject): void {
  (state.sys as any)[`$${name}`] = value;
}

/** `sys.modules`. */
export function sysModules(): PyDict {
  const modules = sysGet('modules');
  return modules instanceof PyDict ? modules : fallbackModules;
}
const fallbackModules = new PyDict();
