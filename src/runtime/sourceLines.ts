// Source of code that is in no file (`-c`, standard input, the prompt), for tracebacks: `linecache` asks for it by name.
const sources = new Map<string, string>();

export function registerSource(filename: string, source: string | Uint8Array): void {
  if (!filename.startsWith('<')) return;
  sources.set(filename, typeof source === 'string' ? source : new TextDecoder().decode(source));
}

export function sourceOf(filename: string): string | undefined {
  return sources.get(filename);
}
