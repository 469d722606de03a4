// The descriptors that belong to Node: its event loops' epolls, eventfds and pipes, open before the program's first. Programs that close whatever is
// open (daemons, `os.closerange(3, 1024)`) or look at every number must not meet them: Node dies without them. They answer as numbers that
// are not open.
import { closeSync, openSync, readlinkSync } from 'node:fs';

/** Numbers below this one were in use when taipan started; Node's begin at `first`. */
let boundary = 0;
let first = 3;
let own: Set<number> | undefined;
/** Kept back for reading more of taipan itself once the program has used up all others: CPython needs none to go on. −1: none. */
let spare = -1;

/** At start: the lowest free number tells which ones are taken. The launcher has kept some below ten from Node; they are the program's. */
export function noteDescriptorsInUse(): void {
  takeSpare();
  if (spare !== -1) boundary = spare;
  const free = process.env.TAIPAN_FREE;
  if (free !== undefined) first = 10;
  // A low number is the program's.
  if (free === undefined || spare < first) releaseSpare();
  if (free === undefined) return;
  delete process.env.TAIPAN_FREE;
  for (const fd of free) closeSync(Number(fd));
}

/** What the loader does before and after it needs the descriptor (`bin/boot.cjs`). */
export function takeSpare(): void {
  try {
    spare = openSync('/dev/null', 'r');
  } catch {
    // No number is free, or there is no /dev/null: then nothing is known of what is Node's.
  }
}

export function releaseSpare(): boolean {
  if (spare === -1) return false;
  closeSync(spare);
  spare = -1;
  return true;
}

export function isOwnDescriptor(fd: number): boolean {
  return fd === spare ? fd !== -1 : fd < boundary && fd >= first && (own ??= find()).has(fd);
}

/** A pipe of Node's has both of its ends here; one that was handed to the program has one. */
function find(): Set<number> {
  const found = new Set<number>();
  const pipes = new Map<string, number>();
  for (let fd = first; fd < boundary; fd++) {
    let target: string;
    try {
      target = readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      continue;
    }
    if (/^anon_inode:\[(eventpoll|eventfd|io_uring)\]$/.test(target)) found.add(fd);
    const other = pipes.get(target);
    if (other !== undefined) found.add(fd).add(other);
    else if (target.startsWith('pipe:')) pipes.set(target, fd);
  }
  return found;
}
