// The classes of decimal's objects: data only, so that every other file may use them at load time.
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { Context, HALF_EVEN } from '../../util/decimal/context.ts';
import { ZERO, type Dec } from '../../util/decimal/number.ts';

export class PyDecimal extends PyBase {
  d: Dec;
  constructor(d: Dec = ZERO) {
    super();
    this.d = d;
  }
}

export function newDecimal(d: Dec): PyObject {
  return new PyDecimal(d);
}

export class PyDecContext extends PyBase {
  /** Limits, and the flags as `ctx.status`. */
  ctx: Context;
  traps: number;
  capitals: number;
  /** `flags` and `traps` as Python sees them, made when asked for. */
  views: [flags: PyObject, traps: PyObject] | undefined;
  constructor(ctx: Context = new Context(28, HALF_EVEN, -999999, 999999, /* clamp */ false), traps = 0, capitals = 1) {
    super();
    this.ctx = ctx;
    this.traps = traps;
    this.capitals = capitals;
    this.views = undefined;
  }
}
