// A start that cannot go on: the process ends before a program, or any traceback, could be had. CPython: fatal_error in Python/pylifecycle.c.
import { host, writeAll } from '../host/host.ts';

/** What stands behind `Fatal Python error: `, how far the start had come, and the exception that ended it, if it was one. */
export interface StartError {
  message: string;
  state: 'preinitializing' | 'preinitialized' | 'core initialized';
  exception?: string;
}

export function endStart({ message, state, exception }: StartError): never {
  const cause = exception === undefined ? '' : `${exception}\n`;
  writeAll(2, new TextEncoder().encode(`Fatal Python error: ${message}\nPython runtime state: ${state}\n${cause}\n`));
  return host.process.exitNow(1);
}
