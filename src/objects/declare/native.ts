// HOT. A native function bound to its entry points: `n0 … n6` take the positional values (receiver first, where there
// is one), `nN` an array, `nK` an array with keyword names. Bench: bench/calls.
// - Made on first use from a row of a table; nothing parses a signature per call.
// - A row whose parameters are all plain objects and positional-only needs no stub: its implementation is the entry.
import { parseSignature, textSignature, type Param, type Signature } from './signature.ts';
import { converters, resultConverters, type Converter } from './converters.ts';
import { newDict, dictSetStr } from '../types/dictStore.ts';
import { PyTuple } from '../model/values.ts';
import { raise } from '../ops/raise.ts';
import { TypeError } from '../types/exceptions.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import { closestName } from '../../util/suggestions.ts';
import { None, Ellipsis } from '../model/values.ts';
import { PyFloat } from '../model/values.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

export type RowKind = 'function' | 'method' | 'classmethod' | 'staticmethod' | 'make';

/** One line of a table: a native function as Python sees it. */
export interface Row {
  readonly kind: RowKind;
  readonly sig: string;
  readonly doc: string | null;
  readonly impl: (...args: any[]) => any;
  /** Form G of a function that may block: yields SWITCH while it waits. Same parameters as `impl`. */
  readonly g?: (...args: any[]) => Generator<PyObject, any, any>;
  /**
   * Whose wording tells of too many or too few values: that of C functions that unpack a tuple (`f expected 1 argument, got 0`)
   * or of those that parse one (`f() takes exactly 1 argument (0 given)`), where the signature does not tell.
   */
  readonly counts?: 'unpacked' | 'parsed';
  native?: NativeCode;
}

type Entry = (...args: PyObject[]) => PyObject;

export class NativeCode {
  readonly row: Row;
  readonly sig: Signature;
  /** Prefix of the name in messages: `list.` or `math.`, empty for builtins. */
  readonly owner: string;
  n0: Entry;
  n1: Entry;
  n2: Entry;
  n3: Entry;
  n4: Entry;
  n5: Entry;
  n6: Entry;
  nN: (args: PyObject[]) => PyObject;
  nK: (args: PyObject[], kwnames: KwNames) => PyObject;
  private readonly convert: (Converter | undefined)[];
  private readonly result: ((v: any) => PyObject) | undefined;
  private readonly defaults: unknown[];
  /** The last call with keywords: its names (one array per call site), number of values, and for each parameter which of them it gets, or −1. */
  private planNames: readonly string[] | undefined;
  private planCount = 0;
  private plan: number[] | undefined;

  constructor(row: Row, owner: string) {
    this.row = row;
    const sig = (this.sig = parseSignature(row.sig, row.kind === 'method' || row.kind === 'classmethod' || row.kind === 'make'));
    this.owner = owner;
    this.convert = sig.params.map((p) => converterOf(p, row.sig));
    this.defaults = sig.params.map((p) => (p.defaultText === undefined ? undefined : defaultValue(p.defaultText, p.converter)));
    this.result = sig.returns === undefined ? undefined : resultConverter(sig.returns, row.sig);
    this.nN = (args) => this.counted(args);
    this.nK = (args, kwnames) => (kwnames === undefined ? this.counted(args) : (this.planned(args, kwnames) ?? this.call(args, kwnames)));
    const plain = this.isPlain() ? (row.impl as Entry) : undefined;
    const gathering = this.gathering();
    const at = (n: number): Entry => {
      if (gathering !== undefined && n >= sig.npos) return gathering;
      return n < sig.nmin || n > sig.npos ? this.general() : (plain ?? this.direct(n) ?? this.general());
    };
    this.n0 = at(0);
    this.n1 = at(1);
    this.n2 = at(2);
    this.n3 = at(3);
    this.n4 = at(4);
    this.n5 = at(5);
    this.n6 = at(6);
  }

  /** The implementation can be called as it is with any legal number of positional values. */
  private isPlain(): boolean {
    return (
      this.result === undefined &&
      this.sig.params.every((p, i) => (p.kind === 'posonly' || p.kind === 'pos') && this.convert[i] === undefined && this.defaults[i] === undefined)
    );
  }

  /** fast: most constructors get few values, in an array. */
  private counted(args: PyObject[]): PyObject {
    switch (args.length) {
      case 0:
        return this.n0();
      case 1:
        return this.n1(args[0]!);
      case 2:
        return this.n2(args[0]!, args[1]!);
      case 3:
        return this.n3(args[0]!, args[1]!, args[2]!);
      case 4:
        return this.n4(args[0]!, args[1]!, args[2]!, args[3]!);
      default:
        return this.call(args, undefined);
    }
  }

  private general(): Entry {
    return (...args) => this.call(args, undefined);
  }

  /** fast: `f(*args)` and `method(self, /, *args)` on plain objects only pack their arguments; what else has a name gets its default. */
  private gathering(): Entry | undefined {
    const { params, npos, nmin } = this.sig;
    if (npos > 1 || nmin !== npos || params[npos]?.kind !== 'varargs' || this.convert.some((c, i) => c !== undefined && i <= npos)) return undefined;
    const named = params.slice(npos + 1);
    if (named.some((p) => p.kind !== 'varkw' && p.defaultText === undefined)) return undefined;
    const { impl } = this.row;
    const values = this.defaults.slice(npos + 1);
    if (named.length === 0) return npos === 0 ? (...args) => this.finish(impl(args)) : (self, ...args) => this.finish(impl(self, args));
    if (named[0]!.kind === 'varkw')
      return npos === 0 ? (...args) => this.finish(impl(args, newDict())) : (self, ...args) => this.finish(impl(self, args, newDict()));
    if (named.some((p) => p.kind === 'varkw')) return undefined;
    return npos === 0 ? (...args) => this.finish(impl(args, ...values)) : (self, ...args) => this.finish(impl(self, args, ...values));
  }

  /**
   * fast: an entry for exactly `n` positional values: converts them, adds the defaults, calls. Undefined for shapes that need
   * the general binding.
   */
  private direct(n: number): Entry | undefined {
    const { sig, convert, defaults } = this;
    const { impl } = this.row;
    const { params } = sig;
    if (params.length > 5 || params.some((p) => p.kind === 'varargs' || p.kind === 'varkw' || (p.kind === 'kwonly' && p.defaultText === undefined)))
      return undefined;
    const { result } = this;
    const [c0, c1, c2, c3] = convert;
    const [, d1, d2, d3, d4] = defaults as any[];
    // Written out, so that a call costs unoptimised code three JS calls at most where there is one converter.
    switch (n) {
      case 0:
        return () => this.finish(impl(defaults[0], d1, d2, d3, d4));
      case 1:
        return (a) => {
          const r = impl(c0 === undefined ? a : c0(a, this, 0), d1, d2, d3, d4);
          return result !== undefined ? result(r) : r === undefined ? None : r;
        };
      case 2:
        return (a, b) => {
          const r = impl(c0 === undefined ? a : c0(a, this, 0), c1 === undefined ? b : c1(b, this, 1), d2, d3, d4);
          return result !== undefined ? result(r) : r === undefined ? None : r;
        };
      case 3:
        return (a, b, c) => {
          const r = impl(c0 === undefined ? a : c0(a, this, 0), c1 === undefined ? b : c1(b, this, 1), c2 === undefined ? c : c2(c, this, 2), d3, d4);
          return result !== undefined ? result(r) : r === undefined ? None : r;
        };
      case 4:
        return (a, b, c, d) =>
          this.finish(
            impl(
              c0 === undefined ? a : c0(a, this, 0),
              c1 === undefined ? b : c1(b, this, 1),
              c2 === undefined ? c : c2(c, this, 2),
              c3 === undefined ? d : c3(d, this, 3),
              d4,
            ),
          );
      default:
        return undefined;
    }
  }

  /** The JS functions that run when a program calls it with positional values. */
  get functions(): Function[] {
    const { nmin, npos } = this.sig;
    const entries = [this.n0, this.n1, this.n2, this.n3, this.n4, this.n5, this.n6].slice(nmin, npos + 1);
    return [...entries, this.row.impl, ...this.convert.filter((c) => c !== undefined)];
  }

  get textSignature(): string | undefined {
    return textSignature(this.sig);
  }

  /** `list.append()` or `len()`: the name as messages show it. */
  get shownName(): string {
    return `${this.owner}${this.sig.name}()`;
  }

  /** `argument 2` or `argument 'name'`: how messages of converters name parameter `i`. */
  argumentText(i: number): string {
    const p = this.sig.params[i]!;
    if (p.kind !== 'posonly') return `argument '${p.name}'`;
    return this.row.counts !== 'parsed' && this.sig.npos - this.skip === 1 && this.sig.nmin === this.sig.npos ? 'argument' : `argument ${i + 1 - this.skip}`;
  }

  call(args: PyObject[], kwnames: KwNames): PyObject {
    return this.finish(this.row.impl(...this.bind(args, kwnames)));
  }

  /** The Python value of what the implementation gave. */
  finish(result: any): PyObject {
    return this.result === undefined ? (result === undefined ? None : result) : this.result(result);
  }

  /** fast: a call from the same site as the last one; undefined for any other. */
  private planned(args: PyObject[], kwnames: KwNames): PyObject | undefined {
    if (args.length !== this.planCount || !sameNames(this.planNames, kwnames)) {
      this.planFor(args.length, kwnames);
      return undefined;
    }
    const { plan } = this;
    if (plan === undefined) return undefined;
    const values = this.defaults.slice() as any[];
    for (let i = 0; i < plan.length; i++) {
      const at = plan[i]!;
      if (at >= 0) values[i] = this.converted(i, args[at]!);
    }
    const { impl } = this.row;
    switch (values.length) {
      case 1:
        return this.finish(impl(values[0]));
      case 2:
        return this.finish(impl(values[0], values[1]));
      case 3:
        return this.finish(impl(values[0], values[1], values[2]));
      case 4:
        return this.finish(impl(values[0], values[1], values[2], values[3]));
      default:
        return this.finish(impl(...values));
    }
  }

  /** Which value of such a call each parameter gets; no plan where the call is wrong or needs `*args` or `**kw`. */
  private planFor(count: number, kwnames: KwNames): void {
    this.planNames = kwnames;
    this.planCount = count;
    this.plan = undefined;
    const { params } = this.sig;
    if (kwnames === undefined || params.some((p) => p.kind === 'varargs' || p.kind === 'varkw')) return;
    const given = count - kwnames.length;
    if (given > this.sig.npos) return;
    const plan = params.map((_, i) => (i < given ? i : -1));
    for (let k = 0; k < kwnames.length; k++) {
      const at = params.findIndex((p) => p.name === kwnames[k] && (p.kind === 'pos' || p.kind === 'kwonly'));
      if (at < 0 || plan[at]! >= 0) return;
      plan[at] = given + k;
    }
    if (params.some((p, i) => p.defaultText === undefined && plan[i]! < 0)) return;
    this.plan = plan;
  }

  /** The values of all parameters. What is missing or too much is told before any value is looked at; they are converted in their order. */
  bind(args: PyObject[], kwnames: KwNames): any[] {
    const { params } = this.sig;
    const values: any[] = new Array(params.length);
    const nkw = kwnames === undefined ? 0 : kwnames.length;
    const given = args.length - nkw;
    this.checkCount(given, nkw);
    let slot = 0;
    for (let i = 0; i < params.length; i++) {
      const p = params[i]!;
      if (p.kind === 'posonly' || p.kind === 'pos') {
        if (slot < given) values[i] = args[slot++]!;
      } else if (p.kind === 'varargs') {
        values[i] = args.slice(slot, given);
        slot = given;
      }
    }
    if (nkw > 0) this.bindKeywords(values, args, kwnames!, given);
    for (let i = 0; i < params.length; i++) {
      const { kind, defaultText } = params[i]!;
      if (values[i] === undefined && defaultText === undefined && kind !== 'varkw' && kind !== 'varargs') this.missing(i, given);
    }
    for (let i = 0; i < params.length; i++) {
      const { kind } = params[i]!;
      if (kind === 'varkw') values[i] ??= newDict();
      else if (kind !== 'varargs') values[i] = values[i] === undefined ? this.defaults[i] : this.converted(i, values[i]);
    }
    return values;
  }

  private converted(i: number, value: PyObject): unknown {
    const convert = this.convert[i];
    return convert === undefined ? value : convert(value, this, i);
  }

  private bindKeywords(values: any[], args: PyObject[], kwnames: readonly string[], given: number): void {
    const { params } = this.sig;
    for (let k = 0; k < kwnames.length; k++) {
      const name = kwnames[k]!;
      const value = args[given + k]!;
      const i = params.findIndex((p) => p.name === name && (p.kind === 'pos' || p.kind === 'kwonly'));
      if (i >= 0) {
        if (values[i] !== undefined) {
          raise(TypeError, `argument for ${this.sig.name}() given by name ('${name}') and position (${i + (this.sig.bound ? 0 : 1)})`);
        }
        values[i] = value;
        continue;
      }
      const last = params.length - 1;
      if (last >= 0 && params[last]!.kind === 'varkw') {
        values[last] ??= newDict();
        dictSetStr(values[last], name, value);
      } else {
        this.unexpected(name, kwnames, given);
      }
    }
  }

  /** A keyword that no parameter has. What is missing is told before it. */
  private unexpected(name: string, kwnames: readonly string[], given: number): never {
    const { params } = this.sig;
    for (let i = given; i < params.length; i++) {
      const { kind, defaultText, name: wanted } = params[i]!;
      if (defaultText === undefined && (kind === 'posonly' || (kind === 'pos' && !kwnames.includes(wanted)))) this.missing(i, given);
    }
    const near = closestName(
      name,
      params.filter((p) => p.kind === 'pos' || p.kind === 'kwonly').map((p) => p.name),
    );
    raise(TypeError, `${this.sig.name}() got an unexpected keyword argument '${name}'${near === undefined ? '' : `. Did you mean '${near}'?`}`);
  }

  private get skip(): number {
    return this.sig.bound ? 1 : 0;
  }

  private takesKeywords(): boolean {
    return this.sig.params.some((p, i) => p.kind === 'kwonly' || p.kind === 'varkw' || (p.kind === 'pos' && !(i === 0 && this.sig.bound)));
  }

  /** CPython's wording follows the shape of the signature. */
  private checkCount(given: number, nkw: number): void {
    const { sig } = this;
    const keywords = this.takesKeywords();
    const parsed = this.row.counts === 'parsed',
      unpacked = this.row.counts === 'unpacked';
    if (nkw > 0 && !keywords) raise(TypeError, `${parsed ? `${sig.name}()` : this.shownName} takes no keyword arguments`);
    const hasVarargs = sig.params.some((p) => p.kind === 'varargs');
    const min = sig.nmin - this.skip,
      max = sig.npos - this.skip,
      n = given - this.skip;
    if (n < 0) raise(TypeError, `unbound method ${this.shownName} needs an argument`);
    const most = sig.params.length - this.skip;
    if (n + nkw > most && keywords && !parsed && !unpacked && !hasVarargs && sig.params[sig.params.length - 1]!.kind !== 'varkw') {
      raise(TypeError, `${sig.name}() takes at most ${most} ${n === 0 ? 'keyword ' : ''}argument${most === 1 ? '' : 's'} (${n + nkw} given)`);
    }
    if (n >= min && (hasVarargs || n <= max)) return;
    const limit = n < min ? min : max;
    const isExact = min === max && !hasVarargs;
    const bound = n < min ? 'at least' : 'at most';
    const few = `${limit} argument${limit === 1 ? '' : 's'}`;
    if (parsed) raise(TypeError, `${sig.name}() takes ${isExact ? 'exactly' : bound} ${few} (${n} given)`);
    if (!keywords && !unpacked) {
      if (max === 0 && !hasVarargs)
        raise(TypeError, this.row.kind === 'make' ? `${this.shownName} takes no positional arguments` : `${this.shownName} takes no arguments (${n} given)`);
      if (min === 1 && isExact) raise(TypeError, `${this.shownName} takes exactly one argument (${n} given)`);
    }
    if (!keywords || unpacked) raise(TypeError, `${sig.name} expected ${isExact ? '' : `${bound} `}${few}, got ${n}`);
    if (n > max && !hasVarargs) {
      raise(
        TypeError,
        max === 0
          ? `${sig.name}() takes no positional arguments`
          : `${sig.name}() takes ${min === max ? 'exactly' : 'at most'} ${max} positional argument${max === 1 ? '' : 's'} (${n} given)`,
      );
    }
  }

  private missing(i: number, given: number): never {
    const p = this.sig.params[i]!;
    if (p.kind === 'posonly') {
      const { params } = this.sig;
      const least = params.filter((q) => q.kind === 'posonly' && q.defaultText === undefined).length - this.skip;
      const bound = least < this.sig.npos - this.skip ? 'at least' : 'exactly';
      raise(TypeError, `${this.sig.name}() takes ${bound} ${least} positional argument${least === 1 ? '' : 's'} (${given - this.skip} given)`);
    }
    raise(
      TypeError,
      p.kind === 'kwonly'
        ? `${this.sig.name}() missing required keyword argument '${p.name}' (pos ${i + 1 - this.skip})`
        : `${this.sig.name}() missing required argument '${p.name}' (pos ${i + 1 - this.skip})`,
    );
  }
}

/** The same keyword names: mostly one array per call site, new ones where a call spreads a dict. */
export function sameNames(a: KwNames, b: KwNames): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function nativeCode(row: Row, owner: string): NativeCode {
  return (row.native ??= new NativeCode(row, owner));
}

function converterOf(p: Param, sig: string): Converter | undefined {
  if (p.converter === undefined || p.converter === 'object') return undefined;
  const converter = converters[p.converter];
  if (converter === undefined) throw new Error(`unknown converter '${p.converter}' in '${sig}'`);
  return converter;
}

function resultConverter(name: string, sig: string): ((v: any) => PyObject) | undefined {
  if (name === 'object') return undefined;
  const converter = resultConverters[name];
  if (converter === undefined) throw new Error(`unknown result converter '${name}' in '${sig}'`);
  return converter;
}

/** The JS value of a default's text: converted where the parameter has a converter, a Python object otherwise. */
function defaultValue(text: string, converter: string | undefined): unknown {
  if (text === '?') return undefined;
  if (text === 'None') return converter === undefined || converter.startsWith('opt') ? (converter === undefined ? None : undefined) : None;
  if (text === 'True') return true;
  if (text === 'False') return false;
  if (text === '...') return Ellipsis;
  if (text === '()') return new PyTuple([]);
  if (text === 'sys.maxsize') return converter === undefined ? 9223372036854775807n : Number.MAX_SAFE_INTEGER;
  if (/^(['"]).*\1$/s.test(text)) return text.slice(1, -1).replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\\\/g, '\\');
  if (/^b(['"])\1$/.test(text)) return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  const n = Number(text);
  if (!Number.isNaN(n)) return converter === undefined ? new PyFloat(n) : n;
  return undefined;
}

keepHiddenClasses(NativeCode);
