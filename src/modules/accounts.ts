// The files of users and groups, read each time as the system's own functions do. CPython: Modules/pwdmodule.c, grpmodule.c (through the C library).
import { HostError, readFile } from '../host/host.ts';

/** Lines of such a file, split at colons; none if the file is not there. */
export function accountLines(path: string, fields: number): string[][] {
  let text: string;
  try {
    text = new TextDecoder().decode(readFile(path));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return [];
  }
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((parts) => parts.length >= fields && !parts[0]!.startsWith('#'));
}
