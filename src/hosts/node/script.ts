// Evaluating emitted JavaScript with V8's code cache, and the garbage collector where Node was started with --expose-gc.
import { Script } from 'node:vm';
import type { ScriptHost } from '../../host/host.ts';

export const nodeScript: ScriptHost = {
  run(text, name, cached) {
    const script = new Script(text, { filename: name, cachedData: cached as Buffer | undefined });
    return { value: script.runInThisContext(), rejected: script.cachedDataRejected === true, save: () => script.createCachedData() };
  },
  collect: (globalThis as { gc?: () => void }).gc,
};
