// `compile`, `exec`, `eval`: from source, AST or code object to a running body. CPython: Python/bltinmodule.c.
import type { Namespace, PyObject } from '../objects/model/object.ts';
import { None, PyCell, PyTuple } from '../objects/model/values.ts';
import { PyDict } from '../objects/model/dict.ts';
import { PyCode } from '../objects/model/function.ts';
import { raise } from '../objects/ops/raise.ts';
import { RuntimeError, SyntaxError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { typeName } from '../objects/ops/number.ts';
import { dictGetStr, dictOfNamespace, dictSetStr, namespaceOf } from '../objects/types/dictStore.ts';
import { FL, FS, L, type LocalsHook } from '../objects/frame.ts';
import { PyType, lookupMro } from '../objects/model/type.ts';
import { dictType } from '../objects/types/dict.ts';
import { superHooks } from '../objects/types/super.ts';
import { frameAt, localsOf } from '../objects/types/frame.ts';
import { compileToUnit } from './compileToUnit.ts';
import { tracing } from './tracing.ts';
import { builtinsAt, codeAt, globalsAt, runBody, type Unit } from './unit.ts';
import { theCompiler, type CompileRequest } from './compilerInterface.ts';
import { state } from './state.ts';
import { fsDecode } from './paths.ts';
import { astFromPython, astHooks, astToPython, isPythonAst } from './astHooks.ts';
import { decodeWithCodec } from './sourceCodec.ts';
import { tellLinecache } from './sourceLines.ts';
import { tryBytesLike } from '../objects/ops/buffer.ts';
import { PyFunction } from '../objects/model/function.ts';

const PyCF_ONLY_AST = 0x400,
  PyCF_TYPE_COMMENTS = 0x1000,
  PyCF_DONT_IMPLY_DEDENT = 0x200,
  PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000,
  PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000,
  PyCF_OPTIMIZED_AST = 0x8000 | 0x400;
const FUTURE_MASK = 0x1ff0000 | 0x0010;
const KNOWN_FLAGS =
  PyCF_OPTIMIZED_AST | PyCF_TYPE_COMMENTS | PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_TOP_LEVEL_AWAIT | PyCF_ALLOW_INCOMPLETE_INPUT | FUTURE_MASK | 0x0100;

/** The builtin `compile`. */
export function compileSource(source: PyObject, filename: PyObject, mode: string, flags: number, dontInherit: boolean, optimize: number): PyObject {
  if ((flags & ~KNOWN_FLAGS) !== 0) raise(ValueError, 'compile(): unrecognised flags');
  if (optimize < -1 || optimize > 2) raise(ValueError, 'compile(): invalid optimize value');
  const name = fsDecode(filename);
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single' && mode !== 'func_type')
    raise(ValueError, `compile() mode must be 'exec', 'eval'${(flags & PyCF_ONLY_AST) !== 0 ? ", 'single' or 'func_type'" : " or 'single'"}`);
  if (mode === 'func_type' && (flags & PyCF_ONLY_AST) === 0) raise(ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  const inherited = dontInherit ? 0 : callerFutures();
  const request: CompileRequest = {
    source: '',
    filename: name,
    mode,
    flags: flags | inherited,
    optimize: optimize === -1 ? state.config.flags.optimize : optimize,
    nsMode: false,
    dontInherit,
    decode: decodeWithCodec,
  };
  if (isPythonAst(source)) {
    astHooks.checkMode(source, mode);
    if ((flags & PyCF_ONLY_AST) !== 0 && (flags & 0x8000) === 0) return source;
    request.source = astFromPython(source, mode);
    // Constants are folded while code is emitted, so the tree stays as it is.
    if ((flags & PyCF_ONLY_AST) !== 0) return astToPython(request.source as object);
  } else {
    request.source = sourceOf(source, 'compile', 'string, bytes or AST');
    if ((flags & PyCF_ONLY_AST) !== 0) return astToPython(theCompiler().parse(request));
  }
  return codeOf(request);
}

/** Flags of `from __future__` in force where the running frame was compiled. */
function callerFutures(): number {
  return FS.sp > 0 ? codeAt(L[FS.sp]!).data.flags & FUTURE_MASK & ~0x10 : 0;
}

function codeOf(request: CompileRequest): PyCode {
  return compileToUnit(request).codes[0]!;
}

function sourceOf(source: PyObject, what: string, expected: string): string | Uint8Array {
  if (isStr(source)) {
    const text = jsFromStr(source);
    if (text.includes('\0')) raise(SyntaxError, 'source code string cannot contain null bytes');
    return text;
  }
  const bytes = bufferBytes(source);
  if (bytes === undefined) raise(TypeError, `${what}() arg 1 must be a ${expected} object`);
  if (bytes.includes(0)) raise(SyntaxError, 'source code string cannot contain null bytes');
  return bytes;
}

function bufferBytes(o: PyObject): Uint8Array | undefined {
  return tryBytesLike(o)?.slice();
}

interface Scope {
  G: Namespace;
  locals: PyObject | undefined;
}

/** Globals and locals for `exec` and `eval`; `locals` is undefined where it is the globals themselves. */
function scopeOf(what: string, globals: PyObject, locals: PyObject): Scope {
  if (globals !== None && !(globals instanceof PyDict)) {
    raise(
      TypeError,
      what === 'eval' && globals.s_getitem !== undefined
        ? 'globals must be a real dict; try eval(code, {}, mapping)'
        : `${what === 'exec' ? 'exec() globals must be a dict, not ' + typeName(globals) : 'globals must be a dict'}`,
    );
  }
  if (locals !== None && locals.s_getitem === undefined)
    raise(TypeError, what === 'exec' ? `locals must be a mapping or None, not ${typeName(locals)}` : 'locals must be a mapping');
  if (globals === None) {
    const G = globalsAt(L[FS.sp]!)!;
    if (locals !== None) return { G, locals };
    const hook = FL[FS.sp];
    if (hook === undefined) {
      const code = codeAt(L[FS.sp]!);
      if ((code.data.flags & 2) === 0) return { G, locals: undefined };
      return { G, locals: localsOf(frameAt(FS.sp)!) };
    }
    return { G, locals: typeof (hook as { get?: unknown }).get === 'function' ? localsOf(frameAt(FS.sp)!) : (hook as PyObject) };
  }
  const dict = globals as PyDict;
  if (dictGetStr(dict, '__builtins__') === undefined) dictSetStr(dict, '__builtins__', dictOfNamespace(currentBuiltins()));
  const G = namespaceOf(dict);
  if (locals !== None && locals !== globals) return { G, locals };
  return { G, locals: hasOwnAccess(dict) ? dict : undefined };
}

/** Does the class of the globals decide what names mean? Then they go through its methods, as in a class body. */
function hasOwnAccess(globals: PyDict): boolean {
  const type = globals.ob_type;
  if (type === dictType) return false;
  const { proto } = dictType;
  return (
    globals.s_getitem !== proto.s_getitem ||
    globals.s_setitem !== proto.s_setitem ||
    globals.s_delitem !== proto.s_delitem ||
    lookupMro(type, '__missing__') !== undefined
  );
}

function currentBuiltins(): Namespace {
  return FS.sp > 0 ? builtinsAt(L[FS.sp]!)! : (state.builtins as unknown as Namespace);
}

const LINECACHE = '/linecache.py';

/** Runs a code object's body in `G`, names in `locals` where given. */
export function runCode(code: PyCode, G: Namespace, locals: PyObject | undefined): PyObject {
  const own = code.unit as Unit;
  const unit = locals === undefined ? own : own.withLocals();
  const instance = (tracing.everywhere ? unit.inForm('T', G) : undefined) ?? unit.instance(G);
  if (code.index !== 0) {
    // A function's code without arguments, as exec(f.__code__).
    const f = new PyFunction(code, G, []);
    const made = instance.mk[code.index]!(f);
    return (Array.isArray(made) ? made[1]! : made)();
  }
  const value = runBody(instance, locals) ?? None;
  if (code.filename.endsWith(LINECACHE)) tellLinecache(G);
  return value;
}

/** The builtin `exec`. */
export function execCode(source: PyObject, globals: PyObject, locals: PyObject, closure: PyObject): void {
  const scope = scopeOf('exec', globals, locals);
  if (source instanceof PyCode) {
    const nfree = source.data.freevars.length;
    if (closure === None && nfree > 0) raise(TypeError, `code object requires a closure of exactly length ${nfree}`);
    if (closure !== None) {
      if (nfree === 0) raise(TypeError, 'cannot use a closure with this code object');
      if (!(closure instanceof PyTuple) || closure.ta.length !== nfree || closure.ta.some((c) => !(c instanceof PyCell)))
        raise(TypeError, `code object requires a closure of exactly length ${nfree}`);
      const f = new PyFunction(source, scope.G, closure.ta as PyCell[]);
      const made = (source.unit as Unit).instance(scope.G).mk[source.index]!(f, ...(closure.ta as PyCell[]));
      (Array.isArray(made) ? made[1]! : made)();
      return;
    }
    runCode(source, scope.G, scope.locals);
    return;
  }
  if (closure !== None) raise(TypeError, 'closure can only be used when source is a code object');
  run('exec', source, scope);
}

/** The builtin `eval`. */
export function evalCode(source: PyObject, globals: PyObject, locals: PyObject): PyObject {
  const scope = scopeOf('eval', globals, locals);
  if (source instanceof PyCode) {
    if (source.data.freevars.length > 0) raise(TypeError, 'code object passed to eval() may not contain free variables');
    return runCode(source, scope.G, scope.locals);
  }
  return run('eval', source, scope);
}

function run(mode: 'exec' | 'eval', source: PyObject, scope: Scope): PyObject {
  let text = sourceOf(source, mode, 'string, bytes or code');
  if (mode === 'eval' && typeof text === 'string') text = text.replace(/^[ \t]+/, '');
  const request: CompileRequest = {
    source: text,
    filename: '<string>',
    mode,
    flags: callerFutures(),
    optimize: state.config.flags.optimize,
    nsMode: scope.locals !== undefined,
    decode: decodeWithCodec,
  };
  return runCode(recentCode(request), scope.G, scope.locals);
}

/** What `eval` and `exec` compiled last, by text and circumstances: programs give them the same few texts again and again. */
const recentCodes = new Map<string, PyCode>();
const RECENT = 128,
  LONGEST = 4096;

function recentCode(request: CompileRequest): PyCode {
  const { source, mode, flags, nsMode } = request;
  if (typeof source !== 'string' || source.length > LONGEST || tracing.everywhere) return codeOf(request);
  const key = `${mode} ${flags} ${nsMode} ${source}`;
  let code = recentCodes.get(key);
  if (code === undefined) {
    code = codeOf(request);
    // Warnings are given at each compilation.
    if ((code.unit as Unit).compiled.warnings.length > 0) return code;
    if (recentCodes.size >= RECENT) recentCodes.delete(recentCodes.keys().next().value!);
  } else recentCodes.delete(key);
  recentCodes.set(key, code);
  return code;
}

/** `super()` that the compiler did not see as such: class and first argument come from the calling frame. */
superHooks.zeroArg = () => {
  if (FS.sp === 0) raise(RuntimeError, 'super(): no current frame');
  const code = codeAt(L[FS.sp]!);
  if (code.data.argcount === 0) raise(RuntimeError, 'super(): no arguments');
  const hook = FL[FS.sp] as LocalsHook | undefined;
  const [names, values] = typeof hook?.get === 'function' ? hook.get() : [[], []];
  const valueOf = (name: string): PyObject | undefined => values[names.indexOf(name)] as PyObject | undefined;
  if (!code.data.freevars.includes('__class__') || hook === undefined) raise(RuntimeError, 'super(): __class__ cell not found');
  const self = valueOf(code.data.varnames[0]!);
  if (self === undefined) raise(RuntimeError, 'super(): arg[0] deleted');
  const cls = valueOf('__class__');
  if (cls === undefined) raise(RuntimeError, 'super(): empty __class__ cell');
  if (!(cls instanceof PyType)) raise(RuntimeError, `super(): __class__ is not a type (${cls.ob_type.shown})`);
  return [cls, self];
};

export { strFromJs };
