// The built-in exceptions. CPython: Objects/exceptions.c.
// Most are a line in a table; those with fields of their own have a class here. Exceptions are thrown as they are.
import { BYTES } from '../model/flags.ts';
import { PyBaseException, PyBytes, PyTraceback, PyTuple, None } from '../model/values.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import type { PyType } from '../model/type.ts';
import { defineType, getset, member, method, type GetSetRow, type SlotTable, type TypeSpec } from '../declare/type.ts';
import { raise, newException, setContext, throwException } from '../ops/raise.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../ops/strings.ts';
import { repr, reprObject, strObject, str } from '../ops/repr.ts';
import { isException } from '../ops/exceptions.ts';
import { getattr, setattr, tryGetattr } from '../ops/attr.ts';
import { PyList } from '../model/values.ts';
import { dictEntries, newDict, dictSize } from './dictStore.ts';
import type { PyDict } from '../model/dict.ts';
import { instanceDict } from './object.ts';
import { intValue, typeName } from '../ops/number.ts';

import { oserrorClassFor } from './oserror.ts';
import { shownTypeName } from '../ops/call.ts';

const baseSlots: SlotTable = {
  new: newFromArgs,
  init: keepArgs,
  repr: (self: PyBaseException) => {
    const { ta } = self.args;
    const inner = ta.length === 1 ? repr(ta[0]!) : ta.map(repr).join(', ');
    return strFromJs(`${self.ob_type.name}(${inner})`);
  },
  str: (self: PyBaseException) => {
    const { ta } = self.args;
    return ta.length === 0 ? '' : ta.length === 1 ? strObject(ta[0]!) : reprObject(self.args);
  },
};

/** `BaseException.__init__`. */
export function keepArgs(self: PyBaseException, args: PyObject[], kwnames: KwNames): void {
  if (kwnames !== undefined) raise(TypeError, `${self.ob_type.shown}() takes no keyword arguments`);
  const { ta } = self.args;
  for (let i = 0; i < args.length; i++) {
    if (ta[i] !== args[i] || ta.length !== args.length) {
      self.args = new PyTuple(args.slice());
      return;
    }
  }
  if (ta.length !== args.length) self.args = new PyTuple([]);
}

/** `BaseException.__new__`: keeps the arguments; `__init__` may take others. */
export function newFromArgs(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const e = new cls.ctor() as PyBaseException;
  const given = kwnames === undefined ? args : args.slice(0, args.length - kwnames.length);
  e.args = new PyTuple(given.slice());
  return e;
}

/** A setter that accepts exceptions and None. */
function linkSetter(what: string, set: (self: PyBaseException, value: PyBaseException | undefined) => void): GetSetRow['set'] {
  return (self: PyBaseException, value) => {
    if (value === undefined) raise(TypeError, `${what} may not be deleted`);
    if (value !== None && !isException(value)) raise(TypeError, `exception ${what.replace(/_/g, '')} must be None or derive from BaseException`);
    set(self, value === None ? undefined : (value as PyBaseException));
  };
}

export const BaseException = defineType(PyBaseException, {
  name: 'BaseException',
  flags: ['BASETYPE', 'HAS_DICT', 'EXC'],
  doc: 'Common base class of all exceptions.',
  slots: baseSlots,
  methods: [
    method('with_traceback(self, tb, /)', 'Sets __traceback__ and gives the exception back.', (self: PyBaseException, tb) => {
      setTraceback(self, tb);
      return self;
    }),
    method('add_note(self, note, /)', 'Adds a note that tracebacks show below the message.', addNote),
    method('__reduce__(self, /)', null, (self: PyBaseException) => {
      const dict = instanceDict(self);
      return new PyTuple(dictSize(dict) > 0 ? [self.ob_type, self.args, dict] : [self.ob_type, self.args]);
    }),
    method('__setstate__(self, state, /)', null, (self: PyBaseException, state) => {
      if (state !== None) {
        if ((state.tflags & 64) === 0) raise(TypeError, 'state is not a dictionary');
        for (const [key, value] of dictEntries(state as PyDict)) setattr(self, str(key), value);
      }
      return None;
    }),
  ],
  getset: [
    getset(
      'args',
      'The arguments given to the constructor.',
      (self: PyBaseException) => self.args,
      (self: PyBaseException, value) => {
        if (value === undefined) raise(TypeError, 'args may not be deleted');
        self.args = (value.tflags & 16) !== 0 ? (value as PyTuple) : new PyTuple(arrayFromIterable(value));
      },
    ),
    getset(
      '__cause__',
      'The exception named by raise … from.',
      (self: PyBaseException) => self.cause ?? None,
      linkSetter('__cause__', (self, value) => {
        self.cause = value;
        self.suppress = true;
      }),
    ),
    getset(
      '__context__',
      'The exception that was being handled.',
      (self: PyBaseException) => self.context ?? None,
      linkSetter('__context__', (self, value) => {
        self.context = value;
      }),
    ),
    getset(
      '__traceback__',
      'Where it was raised.',
      (self: PyBaseException) => self.tb ?? None,
      (self: PyBaseException, value) => {
        if (value === undefined) raise(TypeError, '__traceback__ may not be deleted');
        setTraceback(self, value);
      },
    ),
    member(
      '__suppress_context__',
      'Tracebacks leave __context__ out.',
      (self: PyBaseException) => self.suppress,
      (self: PyBaseException, value) => {
        if (value === undefined) raise(TypeError, "can't delete numeric/char attribute");
        if (typeof value !== 'boolean') raise(TypeError, 'attribute value type must be bool');
        self.suppress = value;
      },
    ),
  ],
});

function setTraceback(self: PyBaseException, tb: PyObject): void {
  if (tb !== None && !(tb instanceof PyTraceback)) raise(TypeError, '__traceback__ must be a traceback or None');
  self.tb = tb === None ? undefined : (tb as PyTraceback);
}

function addNote(self: PyBaseException, note: PyObject): PyObject {
  if (!isStr(note)) raise(TypeError, `note must be a str, not '${typeName(note)}'`);
  const notes = tryGetattr(self, '__notes__');
  if (notes === undefined) setattr(self, '__notes__', new PyList([note]));
  else if (notes instanceof PyList) notes.la.push(note);
  else raise(TypeError, 'Cannot add note: __notes__ is not a list');
  return None;
}

function define(name: string, base: () => PyType, doc: string, more: Partial<TypeSpec> & { js?: { prototype: object } } = {}): PyType {
  const { js, ...spec } = more;
  return defineType(js ?? class extends PyBaseException {}, {
    name,
    base,
    doc,
    ...spec,
    flags: ['BASETYPE', 'HAS_DICT', 'EXC'],
    ...(js === undefined ? { subclass: PyBaseException } : {}),
  });
}

export const Exception = define('Exception', () => BaseException, 'Common base class of all errors that programs handle.');
export const GeneratorExit = define('GeneratorExit', () => BaseException, 'A generator is asked to end.');
export const KeyboardInterrupt = define('KeyboardInterrupt', () => BaseException, 'The user pressed Ctrl-C.');

/** Exceptions that keep their first argument as an attribute. */
export class PyValueException extends PyBaseException {
  value: PyObject;
  constructor() {
    super();
    this.value = None;
  }
}
function valueInit(self: PyValueException, args: PyObject[], kwnames: KwNames): void {
  BaseException.proto.s_init(self, args, kwnames);
  self.value = args.length === 0 ? None : args.length === 1 ? args[0]! : self.args;
}
export const SystemExit = define('SystemExit', () => BaseException, 'The interpreter is asked to end.', {
  js: PyValueException,
  slots: { init: valueInit },
  getset: [
    member(
      'code',
      'Exit code or message.',
      (self: PyValueException) => self.value,
      (self, v) => {
        self.value = v ?? None;
      },
    ),
  ],
});
class PyStopIteration extends PyValueException {}
export const StopIteration = define('StopIteration', () => Exception, 'An iterator has no further item.', {
  js: PyStopIteration,
  slots: {
    init: (self: PyValueException, args, kwnames) => {
      BaseException.proto.s_init(self, args, kwnames);
      self.value = args.length > 0 ? args[0]! : None;
    },
  },
  getset: [
    member(
      'value',
      'What the generator returned.',
      (self: PyValueException) => self.value,
      (self, v) => {
        self.value = v ?? None;
      },
    ),
  ],
});

/** `StopIteration(value)` without calling Python. */
export function newStopIteration(value: PyObject): PyBaseException {
  const e = newException(StopIteration, ...(value === None ? [] : [value])) as PyStopIteration;
  e.value = value;
  return e;
}

export const StopAsyncIteration = define('StopAsyncIteration', () => Exception, 'An asynchronous iterator has no further item.');
export const ArithmeticError = define('ArithmeticError', () => Exception, 'Base of arithmetic errors.');
export const FloatingPointError = define('FloatingPointError', () => ArithmeticError, 'A floating-point operation failed.');
export const OverflowError = define('OverflowError', () => ArithmeticError, 'A result is too large.');
export const ZeroDivisionError = define('ZeroDivisionError', () => ArithmeticError, 'Division or modulo by zero.');
export const AssertionError = define('AssertionError', () => Exception, 'An assert failed.');

export class PyAttributeError extends PyBaseException {
  attrName: PyObject;
  attrObj: PyObject;
  constructor() {
    super();
    this.attrName = None;
    this.attrObj = None;
  }
}
export const AttributeError = define('AttributeError', () => Exception, 'An attribute is missing.', {
  js: PyAttributeError,
  slots: {
    init: (self: PyAttributeError, args, kwnames) => {
      const rest = takeKeywords(self, args, kwnames, 'AttributeError', {
        name: (v) => {
          self.attrName = v;
        },
        obj: (v) => {
          self.attrObj = v;
        },
      });
      BaseException.proto.s_init(self, rest, undefined);
    },
  },
  methods: [
    method('__getstate__(self, /)', null, (self: PyAttributeError) => {
      const state = newDict();
      for (const [k, v] of dictEntries(instanceDict(self))) dictSet(state, k, v);
      if (self.attrName !== None) dictSetStr(state, 'name', self.attrName);
      if (self.args.ta.length > 0) dictSetStr(state, 'args', self.args);
      return state;
    }),
    method('__reduce__(self, /)', null, (self: PyAttributeError) => new PyTuple([self.ob_type, self.args, getattr(self, '__getstate__').c0()])),
  ],
  getset: [
    member(
      'name',
      'attribute name',
      (self: PyAttributeError) => self.attrName,
      (self, v) => {
        self.attrName = v ?? None;
      },
    ),
    member(
      'obj',
      'object',
      (self: PyAttributeError) => self.attrObj,
      (self, v) => {
        self.attrObj = v ?? None;
      },
    ),
  ],
});

/** Moves the named keyword arguments to their setters; any other is an error. Gives the positional rest. */
function takeKeywords(self: PyBaseException, args: PyObject[], kwnames: KwNames, fname: string, setters: Record<string, (v: PyObject) => void>): PyObject[] {
  void self;
  if (kwnames === undefined) return args;
  const given = args.length - kwnames.length;
  kwnames.forEach((name, i) => {
    const set = setters[name];
    if (set === undefined) raise(TypeError, `${fname}() got an unexpected keyword argument '${name}'`);
    set(args[given + i]!);
  });
  return args.slice(0, given);
}

export const BufferError = define('BufferError', () => Exception, 'A buffer operation failed.');
export const EOFError = define('EOFError', () => Exception, 'Input ended early.');

export class PyImportError extends PyBaseException {
  msg: PyObject = None;
  modName: PyObject = None;
  nameFrom: PyObject = None;
  path: PyObject = None;
}
export const ImportError = define('ImportError', () => Exception, 'A module or a name of it cannot be imported.', {
  js: PyImportError,
  slots: {
    init: (self: PyImportError, args, kwnames) => {
      self.modName = self.path = self.nameFrom = None;
      const rest = takeKeywords(self, args, kwnames, 'ImportError', {
        name: (v) => {
          self.modName = v;
        },
        path: (v) => {
          self.path = v;
        },
        name_from: (v) => {
          self.nameFrom = v;
        },
      });
      BaseException.proto.s_init(self, rest, undefined);
      self.msg = rest.length === 1 ? rest[0]! : None;
    },
    str: (self: PyImportError) => (isStr(self.msg) && self.msg !== None ? (self.msg as PyStr) : BaseException.proto.s_str(self)),
  },
  methods: [
    method('__reduce__(self, /)', null, (self: PyImportError) => {
      const dict = instanceDict(self);
      const named = [
        ['name', self.modName],
        ['path', self.path],
        ['name_from', self.nameFrom],
      ].filter(([, value]) => value !== None) as [string, PyObject][];
      if (named.length === 0) return new PyTuple(dictSize(dict) > 0 ? [self.ob_type, self.args, dict] : [self.ob_type, self.args]);
      const state = newDict();
      for (const [k, v] of dictEntries(dict)) dictSet(state, k, v);
      for (const [k, v] of named) dictSetStr(state, k, v);
      return new PyTuple([self.ob_type, self.args, state]);
    }),
  ],
  getset: [
    member(
      'msg',
      'exception message',
      (self: PyImportError) => self.msg,
      (self, v) => {
        self.msg = v ?? None;
      },
    ),
    member(
      'name',
      'module name',
      (self: PyImportError) => self.modName,
      (self, v) => {
        self.modName = v ?? None;
      },
    ),
    member(
      'name_from',
      'name imported from module',
      (self: PyImportError) => self.nameFrom,
      (self, v) => {
        self.nameFrom = v ?? None;
      },
    ),
    member(
      'path',
      'module path',
      (self: PyImportError) => self.path,
      (self, v) => {
        self.path = v ?? None;
      },
    ),
  ],
});
export const ModuleNotFoundError = define('ModuleNotFoundError', () => ImportError, 'A module is nowhere to be found.', {
  js: class extends PyImportError {},
  subclass: PyImportError,
});

export const LookupError = define('LookupError', () => Exception, 'Base of errors of look-ups.');
export const IndexError = define('IndexError', () => LookupError, 'An index is out of range.');
export const KeyError = define('KeyError', () => LookupError, 'A key is missing.', {
  slots: { str: (self: PyBaseException) => (self.args.ta.length === 1 ? reprObject(self.args.ta[0]!) : BaseException.proto.s_str(self)) },
});
export const MemoryError = define('MemoryError', () => Exception, 'Out of memory.');

export class PyNameError extends PyBaseException {
  undefinedName: PyObject = None;
}
const nameErrorSpec = {
  slots: {
    init: (self: PyNameError, args: PyObject[], kwnames: KwNames) => {
      const rest = takeKeywords(self, args, kwnames, 'NameError', {
        name: (v) => {
          self.undefinedName = v;
        },
      });
      BaseException.proto.s_init(self, rest, undefined);
    },
  },
  getset: [
    member(
      'name',
      'name',
      (self: PyNameError) => self.undefinedName,
      (self: PyNameError, v: PyObject | undefined) => {
        self.undefinedName = v ?? None;
      },
    ),
  ],
};
export const NameError = define('NameError', () => Exception, 'A name is bound nowhere.', { js: PyNameError, ...nameErrorSpec });
export const UnboundLocalError = define('UnboundLocalError', () => NameError, 'A local variable is read before it is bound.', {
  js: class extends PyNameError {},
  subclass: PyNameError,
});

export class PyOSError extends PyBaseException {
  errno: PyObject = None;
  strerror: PyObject = None;
  filename: PyObject | undefined = undefined;
  filename2: PyObject | undefined = undefined;
  charactersWritten = -1;
}
function osInit(self: PyOSError, args: PyObject[]): void {
  self.args = new PyTuple(args.slice());
  if (args.length < 2 || args.length > 5) return;
  self.errno = args[0]!;
  self.strerror = args[1]!;
  if (args.length >= 3 && args[2] !== None) {
    if (self.ob_type.name === 'BlockingIOError' && intValue(args[2]!) !== undefined) {
      self.charactersWritten = Number(intValue(args[2]!));
    } else {
      self.filename = args[2]!;
      if (args.length >= 5 && args[4] !== None) self.filename2 = args[4];
      self.args = new PyTuple(args.slice(0, 2));
    }
  }
}
/**
 * Who looks at the arguments: `__new__`, which then may choose a subclass by the error number; but a class with its own `__init__` and not its own
 * `__new__` gets nothing there, and what it calls as `super().__init__` does the work (CPython's oserror_use_init).
 */
const usesInit = (type: PyType): boolean => type.proto.s_init !== OSError.proto.s_init && type.proto.s_new === OSError.proto.s_new;

export const OSError: PyType = define('OSError', () => Exception, 'The operating system reports an error.', {
  js: PyOSError,
  slots: {
    new: (cls: PyType, args: PyObject[], kwnames: KwNames) => {
      let type = cls;
      if (cls === OSError && args.length >= 2 && args.length <= 5) {
        const n = intValue(args[0]!);
        if (n !== undefined) type = oserrorClassFor(Number(n)) ?? cls;
      }
      const e = new type.ctor() as PyOSError;
      if (!usesInit(type)) osInit(e, kwnames === undefined ? args : args.slice(0, args.length - kwnames.length));
      return e;
    },
    init: (self: PyOSError, args, kwnames) => {
      if (!usesInit(self.ob_type)) return;
      if (kwnames !== undefined) raise(TypeError, `${self.ob_type.shown}() takes no keyword arguments`);
      osInit(self, args);
    },
    str: (self: PyOSError) => {
      if (self.filename !== undefined) {
        const second = self.filename2 !== undefined ? ` -> ${repr(self.filename2)}` : '';
        return strFromJs(`[Errno ${str(self.errno)}] ${str(self.strerror)}: ${repr(self.filename)}${second}`);
      }
      if (self.args.ta.length >= 2 && self.errno !== None) return strFromJs(`[Errno ${str(self.errno)}] ${str(self.strerror)}`);
      return BaseException.proto.s_str(self);
    },
  },
  methods: [
    method('__reduce__(self, /)', null, (self: PyOSError) => {
      let { args } = self;
      if (args.ta.length === 2 && self.filename !== undefined) {
        args = new PyTuple(self.filename2 !== undefined ? [...args.ta, self.filename, None, self.filename2] : [...args.ta, self.filename]);
      }
      const dict = instanceDict(self);
      return new PyTuple(dictSize(dict) > 0 ? [self.ob_type, args, dict] : [self.ob_type, args]);
    }),
  ],
  getset: [
    member(
      'errno',
      'POSIX exception code',
      (self: PyOSError) => self.errno,
      (self, v) => {
        self.errno = v ?? None;
      },
    ),
    member(
      'strerror',
      'exception strerror',
      (self: PyOSError) => self.strerror,
      (self, v) => {
        self.strerror = v ?? None;
      },
    ),
    member(
      'filename',
      'exception filename',
      (self: PyOSError) => self.filename ?? None,
      (self, v) => {
        self.filename = v;
      },
    ),
    member(
      'filename2',
      'second exception filename',
      (self: PyOSError) => self.filename2 ?? None,
      (self, v) => {
        self.filename2 = v;
      },
    ),
    getset(
      'characters_written',
      null,
      (self: PyOSError) => (self.charactersWritten >= 0 ? self.charactersWritten : undefined),
      (self: PyOSError, v) => {
        if (v === undefined) {
          if (self.charactersWritten < 0) raise(AttributeError, 'characters_written');
          self.charactersWritten = -1;
        } else self.charactersWritten = Number(intValue(v) ?? raise(TypeError, `'${typeName(v)}' object cannot be interpreted as an integer`));
      },
    ),
  ],
});
const osError = (name: string, doc: string, base: () => PyType = () => OSError): PyType =>
  define(name, base, doc, { js: class extends PyOSError {}, subclass: PyOSError });
export const BlockingIOError = osError('BlockingIOError', 'The operation would block.');
export const ChildProcessError = osError('ChildProcessError', 'A child process operation failed.');
export const ConnectionError = osError('ConnectionError', 'Base of connection errors.');
export const BrokenPipeError = osError('BrokenPipeError', 'The reading end is closed.', () => ConnectionError);
export const ConnectionAbortedError = osError('ConnectionAbortedError', 'The peer aborted the connection.', () => ConnectionError);
export const ConnectionRefusedError = osError('ConnectionRefusedError', 'The peer refused the connection.', () => ConnectionError);
export const ConnectionResetError = osError('ConnectionResetError', 'The peer reset the connection.', () => ConnectionError);
export const FileExistsError = osError('FileExistsError', 'The file is there already.');
export const FileNotFoundError = osError('FileNotFoundError', 'The file is not there.');
export const InterruptedError = osError('InterruptedError', 'A signal interrupted the call.');
export const IsADirectoryError = osError('IsADirectoryError', 'It is a directory.');
export const NotADirectoryError = osError('NotADirectoryError', 'It is no directory.');
export const PermissionError = osError('PermissionError', 'Not allowed.');
export const ProcessLookupError = osError('ProcessLookupError', 'There is no such process.');
export const TimeoutError = osError('TimeoutError', 'It took too long.');

export const ReferenceError = define('ReferenceError', () => Exception, 'The object of a weak proxy is gone.');
export const RuntimeError = define('RuntimeError', () => Exception, 'An error of no other kind.');
export const NotImplementedError = define('NotImplementedError', () => RuntimeError, 'Something is not implemented.');
export const RecursionError = define('RecursionError', () => RuntimeError, 'The recursion limit is reached.');
export const PythonFinalizationError = define('PythonFinalizationError', () => RuntimeError, 'The interpreter is shutting down.');

export class PySyntaxError extends PyBaseException {
  msg: PyObject = None;
  filename: PyObject = None;
  lineno: PyObject = None;
  offset: PyObject = None;
  text: PyObject = None;
  endLineno: PyObject = None;
  endOffset: PyObject = None;
  printFile: PyObject = None;
  metadata: PyObject = None;
}
const syntaxField = (name: string, field: keyof PySyntaxError): GetSetRow =>
  member(
    name,
    `exception ${name}`,
    (self) => self[field],
    (self, v) => {
      self[field] = v ?? None;
    },
  );
export const SyntaxError: PyType = define('SyntaxError', () => Exception, 'The source text is no valid Python.', {
  js: PySyntaxError,
  slots: {
    init: (self: PySyntaxError, args, kwnames) => {
      BaseException.proto.s_init(self, args, kwnames);
      if (args.length > 0) self.msg = args[0]!;
      if (args.length !== 2) return;
      const info = arrayFromIterable(args[1]!);
      if (info.length < 4) raise(TypeError, `function missing required argument 'filename' (pos ${info.length + 1})`);
      if (info.length > 7) raise(TypeError, `function takes at most 7 arguments (${info.length} given)`);
      [self.filename, self.lineno, self.offset, self.text] = info as [PyObject, PyObject, PyObject, PyObject];
      if (info.length === 5) raise(TypeError, 'end_offset must be provided when end_lineno is provided');
      if (info.length > 5) [self.endLineno, self.endOffset] = [info[4]!, info[5]!];
      if (info.length > 6) self.metadata = info[6]!;
    },
    str: (self: PySyntaxError) => {
      const file = isStr(self.filename) ? jsFromStr(self.filename).replace(/^.*\//s, '') : undefined;
      const line = intValue(self.lineno);
      const msg = str(self.msg);
      if (file !== undefined && line !== undefined) return strFromJs(`${msg} (${file}, line ${line})`);
      if (file !== undefined) return strFromJs(`${msg} (${file})`);
      return strFromJs(line !== undefined ? `${msg} (line ${line})` : msg);
    },
  },
  getset: [
    syntaxField('msg', 'msg'),
    syntaxField('filename', 'filename'),
    syntaxField('lineno', 'lineno'),
    syntaxField('offset', 'offset'),
    syntaxField('text', 'text'),
    syntaxField('end_lineno', 'endLineno'),
    syntaxField('end_offset', 'endOffset'),
    syntaxField('print_file_and_line', 'printFile'),
    syntaxField('_metadata', 'metadata'),
  ],
});
const syntaxError = (name: string, doc: string, base: () => PyType = () => SyntaxError): PyType =>
  define(name, base, doc, { js: class extends PySyntaxError {}, subclass: PySyntaxError });
export const IndentationError = syntaxError('IndentationError', 'The indentation is wrong.');
export const TabError = syntaxError('TabError', 'Tabs and spaces are mixed.', () => IndentationError);
export const IncompleteInputError = syntaxError('_IncompleteInputError', 'incomplete input.');
export const SystemError = define('SystemError', () => Exception, 'The interpreter itself failed.');
export const TypeError = define('TypeError', () => Exception, 'A value has the wrong type.');
export const ValueError = define('ValueError', () => Exception, 'A value is wrong.');

export class PyUnicodeError extends PyBaseException {
  encoding: PyObject = None;
  object: PyObject = None;
  start = 0;
  end = 0;
  reason: PyObject = None;
}
export const UnicodeError = define('UnicodeError', () => ValueError, 'Base of Unicode errors.');

function unicodeFields(self: PyUnicodeError, args: PyObject[], kwnames: KwNames, want: string, accepts: (v: PyObject) => boolean): void {
  BaseException.proto.s_init(self, args, kwnames);
  const offset = want === 'translate' ? 0 : 1;
  if (args.length !== 4 + offset) raise(TypeError, `function takes exactly ${4 + offset} arguments (${args.length} given)`);
  if (offset === 1) {
    if (!isStr(args[0]!)) raise(TypeError, `argument 1 must be str, not ${typeName(args[0]!)}`);
    self.encoding = args[0]!;
  }
  const object = args[offset]!;
  if (!accepts(object))
    raise(
      TypeError,
      want === 'decode' ? `a bytes-like object is required, not '${typeName(object)}'` : `argument ${offset + 1} must be str, not ${typeName(object)}`,
    );
  self.object = want === 'decode' && !isExactBytes(object) ? bytesOf(object) : object;
  self.start = Number(intValue(args[offset + 1]!) ?? raise(TypeError, `'${typeName(args[offset + 1]!)}' object cannot be interpreted as an integer`));
  self.end = Number(intValue(args[offset + 2]!) ?? raise(TypeError, `'${typeName(args[offset + 2]!)}' object cannot be interpreted as an integer`));
  if (!isStr(args[offset + 3]!)) raise(TypeError, `argument ${offset + 4} must be str, not ${typeName(args[offset + 3]!)}`);
  self.reason = args[offset + 3]!;
}
const unicodeGetset = (withEncoding: boolean): GetSetRow[] => [
  ...(withEncoding
    ? [
        member(
          'encoding',
          'exception encoding',
          (self: PyUnicodeError) => self.encoding,
          (self: PyUnicodeError, v: PyObject | undefined) => {
            self.encoding = v ?? None;
          },
        ),
      ]
    : []),
  member(
    'object',
    'exception object',
    (self: PyUnicodeError) => self.object,
    (self, v) => {
      self.object = v ?? None;
    },
  ),
  member(
    'start',
    'exception start',
    (self: PyUnicodeError) => self.start,
    (self, v) => {
      self.start = Number(intValue(v ?? 0));
    },
  ),
  member(
    'end',
    'exception end',
    (self: PyUnicodeError) => self.end,
    (self, v) => {
      self.end = Number(intValue(v ?? 0));
    },
  ),
  member(
    'reason',
    'exception reason',
    (self: PyUnicodeError) => self.reason,
    (self, v) => {
      self.reason = v ?? None;
    },
  ),
];
function codePointText(cp: number): string {
  return cp <= 0xff
    ? `\\x${cp.toString(16).padStart(2, '0')}`
    : cp <= 0xffff
      ? `\\u${cp.toString(16).padStart(4, '0')}`
      : `\\U${cp.toString(16).padStart(8, '0')}`;
}
function unicodeStr(verb: string, withEncoding: boolean) {
  return (self: PyUnicodeError): PyObject => {
    if (self.object === None) return '';
    // The texts may be of classes whose __str__ changes this very exception.
    const reason = str(self.reason);
    const codec = withEncoding ? `'${str(self.encoding)}' codec ` : '';
    const { object, start, end } = self;
    if (verb === 'decode' ? !isBytes(object) : !isStr(object)) raise(TypeError, `object attribute must be ${verb === 'decode' ? 'bytes' : 'unicode'}`);
    const cps = isStr(object) ? codePoints(object) : undefined;
    const size = cps !== undefined ? cps.length : (object as unknown as { bv: Uint8Array }).bv.length;
    if (end === start + 1 && cps !== undefined) {
      if (start >= 0 && start < cps.length) return strFromJs(`${codec}can't ${verb} character '${codePointText(cps[start]!)}' in position ${start}: ${reason}`);
    }
    if (end === start + 1 && cps === undefined && start >= 0 && start < size) {
      const byte = (object as unknown as { bv: Uint8Array }).bv[start] ?? 0;
      return strFromJs(`${codec}can't ${verb} byte 0x${byte.toString(16).padStart(2, '0')} in position ${start}: ${reason}`);
    }
    return strFromJs(`${codec}can't ${verb} ${cps !== undefined ? 'characters' : 'bytes'} in position ${start}-${end - 1}: ${reason}`);
  };
}
const isExactBytes = (v: PyObject): boolean => (v.tflags & BYTES) !== 0;
function bytesOf(v: PyObject): PyObject {
  return new PyBytes((v as unknown as { bv: Uint8Array }).bv.slice());
}
const isBytes = (v: PyObject): boolean => (v as unknown as { bv?: Uint8Array }).bv !== undefined;
export const UnicodeDecodeError = define('UnicodeDecodeError', () => UnicodeError, 'Bytes that are no valid text.', {
  js: class extends PyUnicodeError {},
  subclass: PyUnicodeError,
  slots: { init: (self: PyUnicodeError, args, kw) => unicodeFields(self, args, kw, 'decode', isBytes), str: unicodeStr('decode', true) },
  getset: unicodeGetset(true),
});
export const UnicodeEncodeError = define('UnicodeEncodeError', () => UnicodeError, 'Text that an encoding cannot hold.', {
  js: class extends PyUnicodeError {},
  subclass: PyUnicodeError,
  slots: { init: (self: PyUnicodeError, args, kw) => unicodeFields(self, args, kw, 'encode', isStr), str: unicodeStr('encode', true) },
  getset: unicodeGetset(true),
});
export const UnicodeTranslateError = define('UnicodeTranslateError', () => UnicodeError, 'Text that cannot be translated.', {
  js: class extends PyUnicodeError {},
  subclass: PyUnicodeError,
  slots: { init: (self: PyUnicodeError, args, kw) => unicodeFields(self, args, kw, 'translate', isStr), str: unicodeStr('translate', false) },
  getset: unicodeGetset(false),
});

export const Warning = define('Warning', () => Exception, 'Base of warning categories.');
export const BytesWarning = define('BytesWarning', () => Warning, 'A doubtful use of bytes.');
export const DeprecationWarning = define('DeprecationWarning', () => Warning, 'A deprecated feature.');
export const EncodingWarning = define('EncodingWarning', () => Warning, 'A default encoding was used.');
export const FutureWarning = define('FutureWarning', () => Warning, 'Something will change its meaning.');
export const ImportWarning = define('ImportWarning', () => Warning, 'A probable mistake in an import.');
export const PendingDeprecationWarning = define('PendingDeprecationWarning', () => Warning, 'A feature that will be deprecated.');
export const ResourceWarning = define('ResourceWarning', () => Warning, 'A resource was not released.');
export const RuntimeWarning = define('RuntimeWarning', () => Warning, 'Doubtful behaviour at run time.');
export const SyntaxWarning = define('SyntaxWarning', () => Warning, 'Doubtful syntax.');
export const UnicodeWarning = define('UnicodeWarning', () => Warning, 'A doubtful use of Unicode.');
export const UserWarning = define('UserWarning', () => Warning, 'A warning of a program.');

import { arrayFromIterable } from '../ops/iter.ts';
import { codePoints } from '../ops/strings.ts';
import { dictSet, dictSetStr } from './dictStore.ts';
export { getattr, setContext, shownTypeName, throwException };
