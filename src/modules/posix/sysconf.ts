// sysconf, pathconf and confstr: limits and settings by name. Answers that every Linux gives alike are known here; the rest
// comes from the host's own call where it has one. CPython: Modules/posixmodule.c.
import { host } from '../../host/host.ts';
import { fn } from '../../objects/declare/module.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { dictFromEntries } from '../../objects/types/dictStore.ts';
import { asIndex, isInt } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { raiseOSError } from '../../objects/types/oserror.ts';
import { HostError } from '../../host/host.ts';
import { CONFSTR, PATHCONF, SYSCONF } from './constants.ts';
import { sys } from '../hostErrors.ts';
import type { PathArg } from './args.ts';

const EINVAL = 22;

/** Where the host has the C library's own functions. */
export interface ConfHost {
  sysconf(name: number): number;
  pathconf(path: string | Uint8Array | number, name: number): number;
  confstr(name: number): string | undefined;
}

function configured(): ConfHost | undefined {
  return (host.process.native as { conf?: ConfHost } | undefined)?.conf;
}

function numberOf(name: PyObject, names: Readonly<Record<string, number>>): number {
  if (isStr(name)) {
    const found = names[jsFromStr(name)];
    if (found === undefined) raise(ValueError, 'unrecognized configuration name');
    return found;
  }
  if (!isInt(name) && name.s_index === undefined) raise(TypeError, 'configuration names must be strings or integers');
  const n = asIndex(name);
  if (n > 0x7fffffff || n < -0x80000000) raise(OverflowError, 'Python int too large to convert to C int');
  return Number(n);
}

function sysconf(name: PyObject): number {
  const number = numberOf(name, SYSCONF);
  const conf = configured();
  if (conf === undefined) return fallbackSysconf(number);
  try {
    return conf.sysconf(number);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    raiseOSError(error.errno);
  }
}

/** Page size, clock ticks, processors, open files: what programs ask for. */
function fallbackSysconf(number: number): number {
  switch (number) {
    case SYSCONF.SC_PAGE_SIZE:
    case SYSCONF.SC_PAGESIZE:
      return 4096;
    case SYSCONF.SC_CLK_TCK:
      return 100;
    case SYSCONF.SC_NPROCESSORS_ONLN:
    case SYSCONF.SC_NPROCESSORS_CONF:
      return host.process.cpuCount() ?? 1;
    case SYSCONF.SC_OPEN_MAX:
      return 1024;
    case SYSCONF.SC_ARG_MAX:
      return 2097152;
    case SYSCONF.SC_IOV_MAX:
      return 1024;
    default:
      raiseOSError(EINVAL);
  }
}

function pathconf(arg: PathArg, name: PyObject): number {
  const number = numberOf(name, PATHCONF);
  try {
    return configured()!.pathconf(arg.isFd === true ? arg.fd : arg.path, number);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    raiseOSError(error.errno, arg.shown);
  }
}

function confstr(name: PyObject): PyObject {
  const number = numberOf(name, CONFSTR);
  const text = sys(() => configured()!.confstr(number));
  return text === undefined ? None : strFromJs(text);
}

export function sysconfRows(): Row[] {
  const rows = [fn('sysconf(name, /)', 'A setting of the system.', sysconf)];
  if (configured() !== undefined) {
    rows.push(
      fn('pathconf(path: path_any_fd, name)', 'A limit of a file system.', pathconf),
      fn('fpathconf(fd: fildes, name, /)', null, (fd, name) => {
        const number = numberOf(name, PATHCONF);
        return sys(() => configured()!.pathconf(fd, number));
      }),
      fn('confstr(name, /)', 'A setting of the system that is text.', confstr),
    );
  }
  return rows;
}

export function sysconfConstants(): Record<string, PyObject> {
  const names = (table: Readonly<Record<string, number>>): PyObject => dictFromEntries(Object.entries(table));
  const all: Record<string, PyObject> = { sysconf_names: names(SYSCONF) };
  if (configured() !== undefined) {
    all.pathconf_names = names(PATHCONF);
    all.confstr_names = names(CONFSTR);
  }
  return all;
}
