// The syslog module. Until openlog is called, the first message opens the log under the program's name. CPython: Modules/syslogmodule.c.
import { host } from '../host/host.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import { getattr, tryGetattr } from '../objects/ops/attr.ts';
import { importModule } from '../objects/ops/hooks.ts';
import { asIndex } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { isStr, jsFromStr } from '../objects/ops/strings.ts';
import { OverflowError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { encodeUtf8String } from '../util/codecs/utf8.ts';

interface LogCalls {
  open(ident: Uint8Array | undefined, options: number, facility: number): void;
  write(priority: number, message: Uint8Array): void;
  close(): void;
  mask(mask: number): number;
}
const log = (): LogCalls => (host.process.native as { syslog: LogCalls }).syslog;

/** No half of a surrogate pair by itself. */
const WELL_FORMED = /^[^\p{Surrogate}]*$/u;
const LOG_USER = 8,
  LOG_INFO = 6;
const PRIORITIES = { LOG_EMERG: 0, LOG_ALERT: 1, LOG_CRIT: 2, LOG_ERR: 3, LOG_WARNING: 4, LOG_NOTICE: 5, LOG_INFO, LOG_DEBUG: 7 };
const OPTIONS = { LOG_PID: 1, LOG_CONS: 2, LOG_ODELAY: 4, LOG_NDELAY: 8, LOG_NOWAIT: 16, LOG_PERROR: 32 };
const FACILITIES = ['KERN', 'USER', 'MAIL', 'DAEMON', 'AUTH', 'SYSLOG', 'LPR', 'NEWS', 'UUCP', 'CRON', 'AUTHPRIV', 'FTP'];

let isOpen = false;

/** The program's name without its folder, from sys.argv. */
function programName(): Uint8Array | undefined {
  const argv = tryGetattr(importModule('sys'), 'argv');
  if (argv === undefined || argv.s_len === undefined || argv.s_len(argv) === 0) return undefined;
  const first = argv.s_getitem!(argv, 0);
  if (!isStr(first)) return undefined;
  const name = jsFromStr(first);
  const base = name.slice(name.lastIndexOf('/') + 1);
  return base === '' ? undefined : encodeUtf8String(base);
}

function textBytes(value: PyObject, what: string): Uint8Array {
  if (!isStr(value)) raise(TypeError, `${what} must be str, not ${value === None ? 'None' : value.ob_type.shown}`);
  // A lone surrogate has no UTF-8: `encode` raises what Python raises.
  const text = jsFromStr(value);
  if (text.includes('\0')) raise(ValueError, 'embedded null character');
  return WELL_FORMED.test(text) ? encodeUtf8String(text) : (getattr(value, 'encode').c0() as unknown as { bv: Uint8Array }).bv;
}

function open(ident: PyObject | undefined, options: number, facility: number): void {
  const name = ident === undefined ? programName() : textBytes(ident, "openlog() argument 'ident'");
  log().open(name, options, facility);
  isOpen = true;
}

/** syslog(message) or syslog(priority, message). */
function write(given: PyObject[]): void {
  if (given.length < 1 || given.length > 2) raise(TypeError, 'syslog.syslog requires 1 to 2 arguments');
  let priority = LOG_INFO;
  if (given.length === 2) {
    const n = asIndex(given[0]!);
    if (n > 0x7fffffff || n < -0x80000000) raise(OverflowError, 'Python int too large to convert to C int');
    priority = Number(n);
  }
  const message = textBytes(given[given.length - 1]!, `syslog() argument ${given.length}`);
  if (!isOpen) open(undefined, 0, LOG_USER);
  log().write(priority, message);
}

const facilities = (): Record<string, number> => {
  const table: Record<string, number> = {};
  FACILITIES.forEach((name, i) => (table[`LOG_${name}`] = i << 3));
  for (let i = 0; i < 8; i++) table[`LOG_LOCAL${i}`] = (16 + i) << 3;
  return table;
};

export default defineModule({
  name: 'syslog',
  functions: [
    fn('syslog(*args) -> None', 'Sends a message to the log of the system.', write),
    fn('openlog(ident = ?, logoption: int = 0, facility: int = 8) -> None', 'Sets options for the messages that follow.', open),
    fn('closelog() -> None', 'Resets the options.', () => {
      if (!isOpen) return;
      log().close();
      isOpen = false;
    }),
    fn('setlogmask(maskpri: int, /)', 'Sets which priorities are logged and gives the old mask.', (mask) => log().mask(mask)),
    fn('LOG_MASK(pri: int, /)', 'The mask of one priority.', (priority) => 1 << priority),
    fn('LOG_UPTO(pri: int, /)', 'The mask of all priorities up to this one.', (priority) => (1 << (priority + 1)) - 1),
  ],
  constants: () => ({ ...PRIORITIES, ...OPTIONS, ...facilities() }),
});
