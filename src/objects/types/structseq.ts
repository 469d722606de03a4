// Named tuples of native modules: os.stat_result, time.struct_time, sys.flags. CPython: Objects/structseq.c.
// The visible fields are the tuple; further fields are attributes alone (`extra`). A field without a name is an item alone.
import { TupleBase } from '../model/twins.ts';
import { defineType, member, method } from '../declare/type.ts';
import { IMMUTABLE } from '../model/flags.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { None, PyTuple } from '../model/values.ts';
import type { PyDict } from '../model/dict.ts';
import { arrayFromIterable } from '../ops/iter.ts';
import { repr } from '../ops/repr.ts';
import { raise } from '../ops/raise.ts';
import { strFromJs } from '../ops/strings.ts';
import { TypeError } from './exceptions.ts';
import { dictEntries, dictFromEntries, dictGetStr, dictPop, dictSize } from './dictStore.ts';
import { isDict } from './dict.ts';
import { tupleType } from './tuple.ts';

export interface StructSeqSpec {
  /** `time.struct_time`: module and name. */
  name: string;
  doc: string | null;
  /** Names in order, null for an item without one; the visible ones first. */
  fields: readonly (string | null)[];
  /** How many fields are items of the tuple; default all. */
  visible?: number;
  /** The constructor takes the one field itself, by position or name (os.sched_param). */
  ofField?: boolean;
  /** Instances come from native code alone (`sys.flags`). */
  noNew?: boolean;
  /** The value of a field behind the visible ones of an instance that `createLate` made, when it is first asked for. */
  late?: (source: never, i: number) => PyObject;
  /** Runs on an instance made from Python, to fill in fields that were not given (os.stat_result). */
  finish?: (self: PyStructSeq) => void;
}

export interface PyStructSeq extends PyTuple {
  /** Values of the fields behind the visible ones; undefined where `late` has not made it yet. */
  extra: (PyObject | undefined)[];
  source: unknown;
}

export interface StructSeq {
  type: PyType;
  /** An instance from the values of all fields; missing ones at the end are None. */
  create(values: readonly PyObject[]): PyStructSeq;
  /** An instance from its items and from what `late` makes the other fields of. */
  createLate(items: PyObject[], source: unknown): PyStructSeq;
}

export function defineStructSeq(spec: StructSeqSpec): StructSeq {
  const { fields } = spec;
  const visible = spec.visible ?? fields.length;
  const cut = spec.name.lastIndexOf('.');
  const named = fields.filter((name) => name !== null);
  class Instance extends TupleBase implements PyStructSeq {
    extra: (PyObject | undefined)[];
    source: unknown;
    constructor(ta: PyObject[] = [], extra: (PyObject | undefined)[] = [], source: unknown = undefined) {
      super(ta);
      this.extra = extra;
      this.source = source;
    }
  }
  const hidden = (self: PyStructSeq, i: number): PyObject => (self.extra[i] ??= spec.late!(self.source as never, i));
  const get = (self: PyStructSeq, i: number): PyObject => (i < visible ? self.ta[i]! : hidden(self, i - visible));

  const create = (values: readonly PyObject[], cls?: PyType): PyStructSeq => {
    const all = fields.map((_, i) => values[i] ?? None);
    const self = (cls === undefined ? new Instance() : new cls.ctor()) as Instance;
    self.ta = all.slice(0, visible);
    self.extra = all.slice(visible);
    return self;
  };

  const fromSequence = (cls: PyType, args: PyObject[], kwnames: KwNames): PyObject => {
    const [sequence, given] = newArguments(args, kwnames);
    if (sequence.s_iter === undefined && sequence.s_getitem === undefined) raise(TypeError, 'constructor requires a sequence');
    const items = arrayFromIterable(sequence);
    if (given !== undefined && !isDict(given)) raise(TypeError, `${spec.name}() takes a dict as second arg, if any`);
    const dict = given === undefined || dictSize(given) === 0 ? undefined : given;
    if (items.length < visible) {
      raise(TypeError, `${spec.name}() takes ${visible === fields.length ? 'a' : 'an at least'} ${visible}-sequence (${items.length}-sequence given)`);
    }
    if (items.length > fields.length) {
      raise(TypeError, `${spec.name}() takes ${visible === fields.length ? 'a' : 'an at most'} ${fields.length}-sequence (${items.length}-sequence given)`);
    }
    const self = create(items, cls);
    if (dict !== undefined) {
      let used = 0;
      for (let i = items.length; i < fields.length; i++) {
        const value = fields[i] === null ? undefined : dictGetStr(dict, fields[i]!);
        if (value !== undefined) {
          self.extra[i - visible] = value;
          used++;
        }
      }
      if (dictSize(dict) > used) raise(TypeError, `${spec.name}() got duplicate or unexpected field name(s)`);
    }
    spec.finish?.(self);
    return self;
  };

  const type: PyType = defineType(Instance, {
    name: spec.name.slice(cut + 1),
    module: spec.name.slice(0, cut),
    base: () => tupleType,
    flags: spec.noNew === true ? ['NO_NEW'] : [],
    doc: spec.doc,
    slots: {
      new: spec.ofField === true ? (cls: PyType, args: PyObject[], kwnames: KwNames) => create([fieldArgument(spec, args, kwnames)], cls) : fromSequence,
      repr: (self: PyStructSeq) => {
        const items = self.ta.map((value, i) => `${named[i]}=${repr(value)}`);
        return strFromJs(`${spec.name}(${items.join(', ')})`);
      },
    },
    methods: [
      method('__reduce__(self, /)', null, (self: PyStructSeq) =>
        spec.ofField === true
          ? new PyTuple([self.ob_type, new PyTuple(self.ta)])
          : new PyTuple([
              self.ob_type,
              new PyTuple([new PyTuple(self.ta), dictFromEntries(fields.slice(visible).map((name, i) => [strFromJs(name!), hidden(self, i)] as const))]),
            ]),
      ),
      method('__replace__(self, /, **changes)', 'A copy with some fields replaced.', (self: PyStructSeq, changes: PyDict) => {
        if (named.length !== fields.length) raise(TypeError, `__replace__() is not supported for ${spec.name} because it has unnamed field(s)`);
        const rest = dictFromEntries(dictEntries(changes));
        const values = fields.map((name, i) => dictPop(rest, name!) ?? get(self, i));
        if (dictSize(rest) > 0)
          raise(
            TypeError,
            `Got unexpected field name(s): [${dictEntries(rest)
              .map(([key]) => repr(key))
              .join(', ')}]`,
          );
        return create(values);
      }),
    ],
    getset: fields.flatMap((name, i) => (name === null ? [] : [member(name, null, (self: PyStructSeq) => get(self, i))])),
    constants: () => ({
      n_sequence_fields: visible,
      n_fields: fields.length,
      n_unnamed_fields: fields.length - named.length,
      __match_args__: new PyTuple(fields.slice(0, visible).filter((name) => name !== null)),
    }),
  });
  // Those of extension modules are heap types in CPython.
  if (!spec.name.startsWith('sys.')) type.flags &= ~IMMUTABLE;
  return { type, create, createLate: (items, source) => new Instance(items, [], source) };
}

function newArguments(args: PyObject[], kwnames: KwNames): [PyObject, PyObject | undefined] {
  const values = args.slice(0, args.length - (kwnames === undefined ? 0 : kwnames.length));
  if (args.length > 2) raise(TypeError, `structseq() takes at most 2 arguments (${args.length} given)`);
  let [sequence, dict] = values;
  const unknown = kwnames?.find((name) => name !== 'sequence' && name !== 'dict');
  kwnames?.forEach((name, i) => {
    const at = name === 'sequence' ? 0 : 1;
    if (name !== unknown && at < values.length) raise(TypeError, `argument for structseq() given by name ('${name}') and position (${at + 1})`);
    const value = args[values.length + i]!;
    if (name === 'sequence') sequence = value;
    else if (name === 'dict') dict = value;
  });
  if (sequence === undefined) raise(TypeError, "structseq() missing required argument 'sequence' (pos 1)");
  if (unknown !== undefined) raise(TypeError, `structseq() got an unexpected keyword argument '${unknown}'`);
  return [sequence, dict];
}

function fieldArgument({ name, fields }: StructSeqSpec, args: PyObject[], kwnames: KwNames): PyObject {
  const short = name.slice(name.lastIndexOf('.') + 1);
  if (args.length > 1) raise(TypeError, `${short}() takes at most 1 argument (${args.length} given)`);
  if (args.length === 0 || (kwnames !== undefined && kwnames.length > 0 && kwnames[0] !== fields[0])) {
    raise(TypeError, `${short}() missing required argument '${fields[0]}' (pos 1)`);
  }
  return args[0]!;
}
