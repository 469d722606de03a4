// The system's log, by the C library's own functions. Answers to: Modules/syslogmodule.c.
import { declare, terminated } from './native.ts';

const c = {
  openlog: declare('openlog', 'void', ['void *', 'int', 'int']),
  // A format with one string, so that `%` in a message means itself.
  syslog: declare('syslog', 'void', ['int', 'void *', 'void *']),
  closelog: declare('closelog', 'void', []),
  setlogmask: declare('setlogmask', 'int', ['int']),
};

const FORMAT = terminated(new TextEncoder().encode('%s'));
/** The C library keeps the pointer: so must we. */
let identity: Uint8Array | undefined;

export const syslogNative = {
  open(ident: Uint8Array | undefined, options: number, facility: number): void {
    const kept = ident === undefined ? undefined : terminated(ident);
    c.openlog(kept ?? null, options, facility);
    identity = kept;
  },
  write: (priority: number, message: Uint8Array): void => c.syslog(priority, FORMAT, terminated(message)),
  close(): void {
    c.closelog();
    if (identity !== undefined) identity = undefined;
  },
  mask: (mask: number): number => c.setlogmask(mask),
};

export type SyslogNative = typeof syslogNative;
