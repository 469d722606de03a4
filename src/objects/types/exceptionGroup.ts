// BaseExceptionGroup and ExceptionGroup (PEP 654). CPython: Objects/exceptions.c.
import { None, PyBaseException, PyTuple } from '../model/values.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import { PyType, isSubtype } from '../model/type.ts';
import { classMethod, defineType, member, method } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { FS, recursion } from '../frame.ts';
import { BaseException, Exception, RecursionError, TypeError, ValueError } from './exceptions.ts';
import { isStr, strFromJs, jsFromStr } from '../ops/strings.ts';
import { isException } from '../ops/exceptions.ts';
import { arrayFromIterable } from '../ops/iter.ts';
import { callMethod, setattr, tryGetattr } from '../ops/attr.ts';
import { typeName } from '../ops/number.ts';
import { isTrue } from '../ops/truth.ts';
import { newGenericAlias } from '../ops/lateHooks.ts';
import { repr, str } from '../ops/repr.ts';
import { PyList } from '../model/values.ts';

export class PyExceptionGroup extends PyBaseException {
  msg: PyObject = '';
  excs: PyTuple = new PyTuple([]);
  /** How the sequence showed itself when the group was made; undefined for lists and tuples. */
  excsText: string | undefined = undefined;
}

function groupNew(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  if (kwnames !== undefined) raise(TypeError, `${cls.name}() takes no keyword arguments`);
  if (args.length !== 2) raise(TypeError, `BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  const [msg, excs] = args as [PyObject, PyObject];
  if (!isStr(msg)) raise(TypeError, `BaseExceptionGroup.__new__() argument 1 must be str, not ${typeName(msg)}`);
  if (excs.s_getitem === undefined || excs.s_len === undefined || (excs.tflags & 64) !== 0) raise(TypeError, 'second argument (exceptions) must be a sequence');
  const items = arrayFromIterable(excs);
  if (items.length === 0) raise(ValueError, 'second argument (exceptions) must be a non-empty sequence');
  let allPlain = true;
  items.forEach((e, i) => {
    if (!isException(e)) raise(ValueError, `Item ${i} of second argument (exceptions) is not an exception`);
    if (!isSubtype(e.ob_type, Exception)) allPlain = false;
  });
  let type = cls;
  if (cls === BaseExceptionGroup) {
    if (allPlain) type = ExceptionGroup;
  } else if (cls === ExceptionGroup) {
    if (!allPlain) raise(TypeError, 'Cannot nest BaseExceptions in an ExceptionGroup');
  } else if (isSubtype(cls, Exception) && !allPlain) raise(TypeError, `Cannot nest BaseExceptions in '${cls.name}'`);
  const group = new type.ctor() as PyExceptionGroup;
  group.msg = msg;
  group.excs = new PyTuple(items);
  if (!(excs instanceof PyTuple) && !(excs instanceof PyList)) group.excsText = repr(excs);
  group.args = new PyTuple(args.slice());
  return group;
}

/** Makes a group without calling Python; plain exceptions make an ExceptionGroup. */
export function newGroup(type: PyType, message: string, excs: PyBaseException[], fromTuple = false): PyExceptionGroup {
  const actual = type === BaseExceptionGroup && excs.every((e) => isSubtype(e.ob_type, Exception)) ? ExceptionGroup : type;
  const group = new actual.ctor() as PyExceptionGroup;
  group.msg = strFromJs(message);
  group.excs = new PyTuple([...excs]);
  group.args = new PyTuple([group.msg, fromTuple ? group.excs : new PyList([...excs])]);
  return group;
}

/** All leaf exceptions. */
export function groupMembers(e: PyBaseException): PyBaseException[] {
  if (!(e instanceof PyExceptionGroup)) return [e];
  return e.excs.ta.flatMap((x) => groupMembers(x as PyBaseException));
}

/** A group like `from` with other members, through its `derive` method. */
function derive(from: PyExceptionGroup, excs: PyBaseException[]): PyExceptionGroup | undefined {
  if (excs.length === 0) return undefined;
  const group = callMethod(from, 'derive', new PyList(excs));
  if (!(group instanceof PyExceptionGroup)) raise(TypeError, 'derive must return an instance of BaseExceptionGroup');
  group.tb = from.tb;
  group.cause = from.cause;
  group.context = from.context;
  group.suppress = from.suppress;
  const notes = tryGetattr(from, '__notes__');
  if (notes !== undefined && notes.s_getitem !== undefined && notes.s_len !== undefined) setattr(group, '__notes__', new PyList(arrayFromIterable(notes)));
  return group;
}

/** [members that match, the rest], as groups of the same structure. */
export function splitGroup(
  e: PyBaseException,
  matches: (e: PyBaseException) => boolean,
  depth = FS.sp,
): [PyBaseException | undefined, PyBaseException | undefined] {
  if (depth >= recursion.first) raise(RecursionError, 'maximum recursion depth exceeded in exceptiongroup_split_recursive');
  if (matches(e)) return [e, undefined];
  if (!(e instanceof PyExceptionGroup)) return [undefined, e];
  const yes: PyBaseException[] = [],
    no: PyBaseException[] = [];
  for (const x of e.excs.ta) {
    const [a, b] = splitGroup(x as PyBaseException, matches, depth + 1);
    if (a !== undefined) yes.push(a);
    if (b !== undefined) no.push(b);
  }
  return [derive(e, yes), derive(e, no)];
}

function matcher(condition: PyObject): (e: PyBaseException) => boolean {
  const classes = condition instanceof PyTuple ? condition.ta : [condition];
  if (classes.length > 0 && classes.every((c) => c instanceof PyType && isSubtype(c, BaseException))) {
    return (e) => classes.some((c) => isSubtype(e.ob_type, c as PyType));
  }
  if (!(condition instanceof PyType) && condition.s_call !== undefined) return (e) => isTrue(condition.c1(e));
  raise(TypeError, 'expected an exception type, a tuple of exception types, or a callable (other than a class)');
}

export const BaseExceptionGroup: PyType = defineType(PyExceptionGroup, {
  name: 'BaseExceptionGroup',
  base: () => BaseException,
  flags: ['BASETYPE', 'HAS_DICT', 'EXC'],
  doc: 'A combination of multiple unrelated exceptions.',
  slots: {
    new: groupNew,
    init: (self: PyExceptionGroup, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, `${self.ob_type.shown}() takes no keyword arguments`);
      self.args = new PyTuple(args.slice());
    },
    str: (self: PyExceptionGroup) => strFromJs(`${str(self.msg)} (${self.excs.ta.length} sub-exception${self.excs.ta.length === 1 ? '' : 's'})`),
    repr: (self: PyExceptionGroup) => {
      const second = self.args.ta[1];
      const list = self.excsText ?? repr(second instanceof PyList ? new PyList([...self.excs.ta]) : self.excs);
      return strFromJs(`${self.ob_type.name}(${repr(self.msg)}, ${list})`);
    },
  },
  methods: [
    method('derive(self, excs, /)', null, (self: PyExceptionGroup, excs) => BaseExceptionGroup.c2(self.msg, excs)),
    method('split(self, matcher_value, /)', null, (self: PyExceptionGroup, condition) => {
      const [a, b] = splitGroup(self, matcher(condition));
      return new PyTuple([a ?? None, b ?? None]);
    }),
    method('subgroup(self, matcher_value, /)', null, (self: PyExceptionGroup, condition) => splitGroup(self, matcher(condition))[0] ?? None),
    classMethod('__class_getitem__(cls, item, /)', 'See PEP 585', (cls, item) => newGenericAlias(cls, item)),
  ],
  getset: [
    member('message', 'exception message', (self: PyExceptionGroup) => self.msg),
    member('exceptions', 'nested exceptions', (self: PyExceptionGroup) => self.excs),
  ],
});

class PyPlainGroup extends PyExceptionGroup {}

/** Has two bases; `types/zoo.ts` finishes it as a native type with that MRO. */
export const ExceptionGroup: PyType = defineType(PyPlainGroup, {
  name: 'ExceptionGroup',
  base: () => BaseExceptionGroup,
  alsoBases: () => [Exception],
  subclass: PyExceptionGroup,
  // CPython makes it as a `class` statement would.
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF', 'EXC'],
  doc: 'A combination of multiple unrelated exceptions.',
});

export { jsFromStr };
