// Has V8 compile functions that are about to run often in processes that each live for a moment. V8 counts the calls of what it has not
// compiled, in two places for each function: after a fork that costs parent and child a page fault for each of them, and a child, which starts with the
// parent's counts, never gets far enough.

/** Versions of V8 (Node 20 to 26) that are known to take the request: it is for V8's own tests, and one that is wrong to it ends the process. */
const KNOWN = [11, 12, 13, 14];

/** They are compiled when they are called next. Those that are compiled already stay as they are. */
export function hasten(functions: readonly Function[]): void {
  if (!KNOWN.includes(Number.parseInt(process.versions.v8, 10))) return;
  const v8 = process.getBuiltinModule('node:v8') as typeof import('node:v8');
  // V8 understands the request, and notes what was prepared for it, only under this flag; without it nothing is noted of other functions.
  v8.setFlagsFromString('--allow-natives-syntax');
  try {
    request ??= new Function('f', '%PrepareFunctionForOptimization(f); %OptimizeFunctionOnNextCall(f)') as (f: Function) => void;
    for (const f of functions) request(f);
  } finally {
    v8.setFlagsFromString('--no-allow-natives-syntax');
  }
}
let request: ((f: Function) => void) | undefined;
