// What a taipan that is started by a taipan would lose on its way through the shell of bin/taipan: a shell passes on no variable whose name it could
// not use itself, and sets PWD. The parent sends them along in one variable, percent-encoded, and the child puts them back.
import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HostPath } from '../../../host/host.ts';
import { declare, terminated } from './native.ts';

const c = {
  setenv: declare('setenv', 'int', ['void *', 'void *', 'int']),
  unsetenv: declare('unsetenv', 'int', ['void *']),
};

const VARIABLE = 'TAIPAN_ENVIRON';
const EQUALS = 61;
let launcher: Stats | undefined;

/** Is `path` bin/taipan, under whatever name? */
export function isLauncher(path: HostPath): boolean {
  if (typeof path !== 'string' || !path.includes('/')) return false;
  try {
    launcher ??= statSync(join(import.meta.dirname, '../bin/taipan'));
    const found = statSync(path);
    return found.ino === launcher.ino && found.dev === launcher.dev;
  } catch {
    return false;
  }
}

/** `env` as `name=value` entries, as the program `path` is to get it. */
export function environmentFor(path: HostPath, env: readonly Uint8Array[]): readonly Uint8Array[] {
  if (!isLauncher(path)) return env;
  const kept = env.filter((entry) => needsHelp(entry));
  const told = kept.map(encode);
  if (!kept.some((entry) => nameOf(entry) === 'PWD')) told.push('PWD');
  return [...env, new TextEncoder().encode(`${VARIABLE}=${told.join('&')}`)];
}

const nameOf = (entry: Uint8Array): string => String.fromCharCode(...entry.subarray(0, Math.max(0, entry.indexOf(EQUALS, 1))));

function needsHelp(entry: Uint8Array): boolean {
  const name = nameOf(entry);
  return name === 'PWD' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function encode(entry: Uint8Array): string {
  let text = '';
  for (const byte of entry) {
    const plain = byte < 128 && /[\w=/.:-]/.test(String.fromCharCode(byte));
    text += plain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`;
  }
  return text;
}

/** At start, before anybody reads the environment. */
export function takeEnvironment(): void {
  const told = process.env[VARIABLE];
  if (told === undefined) return;
  delete process.env[VARIABLE];
  for (const text of told.split('&')) {
    const entry = Uint8Array.from(
      text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      (s) => s.charCodeAt(0),
    );
    const at = entry.indexOf(EQUALS, 1);
    if (at < 0) c.unsetenv(terminated(entry));
    else c.setenv(terminated(entry.subarray(0, at)), terminated(entry.subarray(at + 1)), 1);
  }
}
