// What finalisation needs from the runtime: collections, warnings, unraisable exceptions. The mechanism: objects/ops/finalize.ts.
import { FS, L } from '../objects/frame.ts';
import { jsFromStr } from '../objects/ops/strings.ts';
import { collectIfAffordable, collector } from '../objects/ops/finalize.ts';
import { excMatches, isException } from '../objects/ops/exceptions.ts';
import { tryGetattr } from '../objects/ops/attr.ts';
import { frameHooks } from '../objects/types/frame.ts';
import { generatorHooks } from '../objects/types/generator.ts';
import { hasWeakrefs, runWeakrefCallbacks } from '../objects/types/weakref.ts';
import { RuntimeWarning } from '../objects/types/exceptions.ts';
import { dictGetStr } from '../objects/types/dictStore.ts';
import { warn } from '../objects/ops/hooks.ts';
import { host } from '../host/host.ts';
import { canCollect, collectGarbage } from './collection.ts';
import { tickHooks, withoutTicks } from './frames.ts';
import { printIgnored } from './unraisable.ts';
import type { PyObject } from '../objects/model/object.ts';
import type { PyBaseException } from '../objects/model/values.ts';
import { state, sysModules } from './state.ts';

let requested: 'collection' | 'look' | undefined;

export function installFinalizers(): void {
  if (canCollect()) collector.collect = collectGarbage;
  collector.cpuTime = () => Number(host.clock.processNs()) / 1e6;
  collector.unraisable = printIgnored;
  collector.hasWeakrefs = hasWeakrefs;
  collector.runWeakrefCallbacks = () =>
    withoutTicks(() =>
      runWeakrefCallbacks((e, callback) => {
        if (!isException(e)) throw e;
        printIgnored(e, 'Exception ignored while calling weakref callback', callback);
      }),
    );
  collector.request = () => {
    requested = 'collection';
    FS.pending = 1;
  };
  collector.requestLook = () => {
    requested ??= 'look';
    FS.pending = 1;
  };
  tickHooks.push(() => {
    if (requested === undefined) return;
    const looksOnly = requested === 'look';
    requested = undefined;
    if (!looksOnly) return collectIfAffordable();
    collector.runWeakrefCallbacks();
    // Looking has kept the referents alive until the turn ends.
    host.script.endTurn?.();
  });
  generatorHooks.unawaited = (g) => {
    const warnings = dictGetStr(sysModules(), 'warnings');
    const report = warnings === undefined ? undefined : tryGetattr(warnings, '_warn_unawaited_coroutine');
    const failure = report === undefined ? undefined : failureWhile(() => report.c1(g), g);
    if (report !== undefined && (failure === undefined || excMatches(failure, RuntimeWarning))) return;
    // The module's own function is missing or broken.
    failureWhile(() => warn(RuntimeWarning, `coroutine '${jsFromStr(tryGetattr(g, '__qualname__') as string)}' was never awaited`, 1), g);
  };
}

/** Prints what goes wrong in telling of a coroutine, and gives it. */
function failureWhile(tell: () => unknown, coroutine: PyObject): PyBaseException | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    tell();
    return undefined;
  } catch (e) {
    if (!isException(e)) throw e;
    frameHooks.caught(e, depth + 1);
    FS.sp = depth;
    FS.exc = handled;
    printIgnored(e, 'Exception ignored while finalizing coroutine', coroutine);
    return e;
  }
}

/** `del x`, `x = None`: in the library's own code nobody waits for it. */
export function collectAfterDrop(pc: number): void {
  L[FS.sp] = pc;
  const { filename } = frameHooks.codeAt(pc);
  if (!filename.startsWith('<frozen ') && !filename.startsWith(state.config.libDir)) collectIfAffordable();
}
