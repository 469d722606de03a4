// Source of code that is in no file (`-c`, standard input, the prompt), for tracebacks: `linecache` asks for it by name.
import type { Namespace, PyObject } from '../objects/model/object.ts';
import { HostError, readFile } from '../host/host.ts';

/** The program of `-c`: tracebacks show its lines, found by code object, since others may have the same file name. */
let command: { codes: readonly PyObject[]; text: string } | undefined;

export function setCommand(codes: readonly PyObject[], text: string): void {
  command = { codes, text };
}

/** The text of `-c`, where `code` is of that. */
export function commandText(code: PyObject): string | undefined {
  return command?.codes.includes(code) ? command.text : undefined;
}

/** `linecache` has been run in `G`: it is told of the program of `-c`, as CPython does before it runs that. */
export function tellLinecache(G: Namespace): void {
  const register = command === undefined ? undefined : G.$_register_code;
  if (register !== undefined) for (const code of command!.codes) register.c3(code, command!.text, '<string>');
}

const sources = new Map<string, string>();

export function registerSource(filename: string, source: string | Uint8Array): void {
  if (!filename.startsWith('<')) return;
  sources.set(filename, typeof source === 'string' ? source : new TextDecoder().decode(source));
}

/** One line of a source or a file (1-based); undefined where there is none. */
export function sourceLine(filename: string, line: number): string | undefined {
  let text = sources.get(filename);
  if (text === undefined) {
    if (filename.startsWith('<')) return undefined;
    try {
      text = new TextDecoder().decode(readFile(filename));
    } catch (e) {
      if (!(e instanceof HostError)) throw e;
      return undefined;
    }
  }
  return text.split('\n')[line - 1];
}
