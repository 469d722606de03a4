// Source of code that is in no file (`-c`, standard input, the prompt), for tracebacks: `linecache` asks for it by name.
import { HostError, readFile } from '../host/host.ts';

const sources = new Map<string, string>();

export function registerSource(filename: string, source: string | Uint8Array): void {
  if (!filename.startsWith('<')) return;
  sources.set(filename, typeof source === 'string' ? source : new TextDecoder().decode(source));
}

export function sourceOf(filename: string): string | undefined {
  return sources.get(filename);
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
