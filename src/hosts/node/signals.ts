// Signals through Node's own events: the fallback. Node delivers them only between turns of its event loop, so a handler written in Python
// runs when the program next waits there, and never inside a busy loop.
import { SIGNALLED } from '../../util/pending.ts';
import { constants as osConstants } from 'node:os';
import { HostError, type SignalHost } from '../../host/host.ts';

const numbers = osConstants.signals as unknown as Record<string, number>;
const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
const actions = new Map<number, 0 | 1 | 2>();
const listeners = new Map<number, () => void>();
let pending: Int32Array = new Int32Array(128);

export const nodeSignals: SignalHost = {
  constants: numbers,
  attach(array) {
    pending = array;
  },
  dispose(signal, action) {
    const name = names.get(signal);
    if (name === undefined || name === 'SIGKILL' || name === 'SIGSTOP') throw new HostError(osConstants.errno.EINVAL, 'sigaction');
    const old = listeners.get(signal);
    if (old !== undefined) process.removeListener(name, old);
    listeners.delete(signal);
    actions.set(signal, action);
    if (action === 0) return;
    const listener = action === 1 ? () => {} : () => note(signal);
    listeners.set(signal, listener);
    process.on(name, listener);
  },
  disposition: (signal) => actions.get(signal) ?? 0,
  raise(signal) {
    // A handler of ours need not wait for the event loop.
    if (actions.get(signal) === 2) note(signal);
    else process.kill(process.pid, signal);
  },
};

function note(signal: number): void {
  pending[signal]!++;
  pending[0] = pending[SIGNALLED] = 1;
}
