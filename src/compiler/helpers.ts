// Every name emitted code may take from the runtime object `R`; `runtime/helpers/index.ts` implements exactly this list.
//
// Conventions: `pc` (a program-wide statement id) is the last parameter of whatever may raise or call back into Python; the
// helper's slow half does `L[FS.sp] = pc` itself. "→" gives the result; JS booleans and arrays are said so, all else are
// Python values. `G`, `B` are the namespaces of globals and builtins (`$name` properties), `ns` the mapping of a class body
// or of exec's locals. Emitted code calls helpers as plain functions (`this` is undefined), under exactly these names.

export const helperNames = [
  // -- Shared state and classes, used directly.
  'FS', // The frame state: FS.sp, FS.exc.
  'PENDING', // Int32Array: element 0 is non-zero when signals or a thread switch wait.
  'LIM', // Int32Array: the depth at which a call enters `rec`.
  'L', // Int32Array of pc ids by depth.
  'FL', // Frame-locals hooks by depth.
  'None',
  'NotImplemented',
  'Ellipsis',
  'PyFloat', // new PyFloat(1.5)
  'PyList', // new PyList([a, b]): takes the array over.
  'PyTuple', // new PyTuple([a, b]): takes the array over.
  'PyCell', // new PyCell(undefined): an unbound cell.
  'rangeType', // The type `range`, compared by identity before a `for` loop counts by itself.
  'enumerateType', // The types `enumerate` and `zip`, compared by identity before a `for` loop steps what they would.
  'zipType',
  'lenBuiltin', // The builtin `len`: where it is called, the call looks at the length itself.
  'superType', // The type `super`, compared by identity before `super()` is compiled to its two-argument form.
  'listGetitem', // s_getitem of list and tuple: `a.s_getitem === listGetitem` guards inline indexing against subclasses.
  'listSetitem', // list's own s_setitem.
  'dictGetitem', // dict's own s_getitem.
  'listIter', // list's own s_iter: guards loops over the array of a list.
  'tupleIter', // tuple's own s_iter: guards unpacking of a tuple in place.

  // -- Frames.
  'rec', // rec(pc): FS.sp reached LIM[0]. Raises RecursionError unless the limit was lowered only to force a check, which is made.
  'recStep', // recStep(pc): the same where a generator goes on.
  'enter', // enter(pc) → pc: pushes a frame entry for a leaf function that is about to call a slow helper.
  'leave', // leave(v) → v: pops it.
  'tick', // tick(pc): PENDING[0] !== 0 at a loop back edge: signals, thread switches.
  'caught', // caught(e, sp) → PyBaseException: first thing in every catch block. Sets FS.sp = sp, adds traceback entries.
  'reraise', // throw reraise(e, sp): e goes on without a new traceback entry for this frame.

  // -- Form T: what a traced function tells (runtime/tracing.ts).
  'traceCall', // traceCall(pc, resumed): the frame has been entered, or a generator resumed.
  'traceLine', // traceLine(pc, again): a statement begins; `again` where a loop came back to its head.
  'traceReturn', // traceReturn(v, pc, yielded): the frame is about to return or yield v.
  'traceCaught', // traceCaught(e, sp): `caught` that tells.
  'traceUnwind', // traceUnwind(e, sp): an exception leaves the frame; → what to throw on.
  'toldCall', // toldCall(f, args, kwnames | undefined): a call that is told of.
  'toldMethod', // toldMethod(o, name, args, kwnames | undefined): o.name(…).
  'toldCallEx', // toldCallEx(f, args, kw, pc): f(*args, **kw).

  // -- Arithmetic: (a, b, pc) → value. Emitted for: a + b and so on; `i…` for a += b.
  'add',
  'sub',
  'mul',
  'matmul',
  'truediv',
  'floordiv',
  'mod',
  'pow',
  'lshift',
  'rshift',
  'bitand',
  'bitxor',
  'bitor',
  'iadd',
  'isub',
  'imul',
  'imatmul',
  'itruediv',
  'ifloordiv',
  'imod',
  'ipow',
  'ilshift',
  'irshift',
  'ibitand',
  'ibitxor',
  'ibitor',
  'neg',
  'pos',
  'invert', // (a, pc). Emitted for: -a, +a, ~a.
  'mulmod', // mulmod(a, b, c, m) → number. Emitted for: (a * b + c) % m, all numbers, 0 < m <= 2**52.

  // -- Comparison. (a, b, pc) → value; `is…` → JS boolean (the truth of the result), for conditions.
  'lt',
  'le',
  'eq',
  'ne',
  'gt',
  'ge',
  'isLt',
  'isLe',
  'isEq',
  'isNe',
  'isGt',
  'isGe',
  'contains', // contains(container, item, pc) → JS boolean. Emitted for: item in container.
  'truth', // truth(v, pc) → JS boolean.

  // -- Attributes.
  'getattr', // getattr(o, name, pc) → value; AttributeError if there is none. Emitted for: o.name (slow half), o.__name__.
  'setattr', // setattr(o, name, v, pc). Emitted for: o.name = v where o.pl is false.
  'delattr', // delattr(o, name, pc). Emitted for: del o.name.
  'callMethod', // callMethod(o, name, args: array, kwnames | undefined, pc) → value. Emitted for: o.__name__(…).

  // -- Subscripts.
  'getitem', // getitem(o, i, pc) → value. Emitted for: o[i].
  'setitem', // setitem(o, i, v, pc). Emitted for: o[i] = v.
  'delitem', // delitem(o, i, pc). Emitted for: del o[i].
  'concat', // concat(a, b, pc) → value. Emitted for: a + b where one of them is a list or tuple display.
  'passing', // passing(view) → view. Emitted for: f(memoryview(b)), whose export does not outlive the call.
  'getslice', // getslice(o, start, stop, pc) → value. Emitted for: o[a:b]; an absent bound is None.
  'newSlice', // newSlice(start, stop, step) → slice.

  // -- Names.
  'gname', // gname(G, B, name, pc) → value. Emitted for: a global that is not there, or a dunder name; looks in G, then B; NameError.
  'gdel', // gdel(G, name, pc) → JS boolean: may the end of the value be noticed? Emitted for: del of a global.
  'nameError', // nameError(name, pc): raises NameError "name 'x' is not defined".
  'unbound', // unbound(name, pc): raises UnboundLocalError "cannot access local variable 'x' where it is not associated with a value".
  'unboundFree', // unboundFree(name, pc): raises NameError "cannot access free variable 'x' where … in enclosing scope".
  'nsLoad', // nsLoad(ns, G, B, name, pc) → value: ns, then globals, then builtins; NameError.
  'nsLoadDeref', // nsLoadDeref(ns, cell, name, pc) → value: ns, then the cell; unboundFree.
  'nsLoadLocal', // nsLoadLocal(ns, name) → value | undefined: ns only. Emitted for: locals of a class body that are free names too.
  'nsStore', // nsStore(ns, name, v, pc).
  'nsDel', // nsDel(ns, name, pc): NameError if it is not there.

  // -- Displays and unpacking. "array" is a JS array.
  'newDict', // newDict([k1, v1, k2, v2, …], pc) → dict.
  'newSet', // newSet(array, pc) → set.
  'constantSet', // constantSet(frozenset, pc) → set.
  'spread', // spread(array, iterable, pc) → array: appends all. Emitted for: [*a], (*a,). "Value after * must be an iterable, not int".
  'spreadArgs', // spreadArgs(iterable, f | undefined, name | undefined, pc) → array. Emitted for the first of f(*a, …), with f where nothing else is positional: "f() argument after * must be an iterable, not int"; with a name f is the object whose method is called.
  'dictAdd', // dictAdd(d, k, v, pc). Emitted for: dict displays with **, dict comprehensions.
  'dictMerge', // dictMerge(d, mapping, pc). Emitted for: {**a}. "'int' object is not a mapping".
  'kwAdd', // kwAdd(d, name, v, f, pc). Emitted for: f(**a, name=v): "f() got multiple values for keyword argument 'name'".
  'kwMerge', // kwMerge(d, mapping, f, pc). Emitted for: f(**a).
  'setAdd', // setAdd(s, v, pc). Emitted for: set displays with *, set comprehensions.
  'setMerge', // setMerge(s, iterable, pc). Emitted for: {*a}.
  'unpack', // unpack(v, n, pc) → array of n. Emitted for: a, b = v. "not enough values to unpack (expected 2, got 1)".
  'unpackStar', // unpackStar(v, before, after, pc) → array of before + 1 + after; the middle one is a list. Emitted for: a, *b = v.

  // -- Calls.
  'callEx', // callEx(f, args: array, kw: dict | undefined, pc) → value. Emitted for: f(*a, **k).
  'callKw', // callKw(f, args: array, mapping, pc) → value. Emitted for: f(*a, **k) with no other keyword.
  'superAttr', // superAttr(cls, self, name, pc) → value. Emitted for: super().name.
  'localsOver', // localsOver(hook, G, inner) → hook. Emitted for: comprehensions in which `locals()` or `eval` may be called.
  'overwrite', // overwrite(0, …). Emitted before gc.collect(): the arguments take the place of those of earlier calls.
  'shadowedSuper', // shadowedSuper(f) → what stands for the class. Emitted for: super() where `super` is a global.
  'superCall', // superCall(cls, self, name, args: array, kwnames | undefined, pc) → value. Emitted for: super().name(…).
  'newSuper', // newSuper(cls, self, pc) → super object. Emitted for: super() used otherwise.

  // -- Iteration.
  'iter', // iter(v, pc) → iterator with s_next. Emitted for: for x in v.
  'aiter', // aiter(v, pc) → async iterator. Emitted for: async for.
  'isAsyncEnd', // isAsyncEnd(e) → JS boolean: e is StopAsyncIteration.

  // -- Exceptions.
  'raising', // raising(exc, cause | undefined, pc) → the exception, to be thrown. Emitted for: raise exc from cause.
  'softItem', // softItem(o, i, pc) → value | undefined: failed. Emitted for: o[i] in the body of try.
  'softAttr', // softAttr(o, name, pc) → value | undefined. Emitted for: o.name in the body of try.
  'softCall', // softCall(f, a, b | undefined, pc) → value | undefined. Emitted for: int(a), next(a), getattr(a, b) in the body of try.
  'softZero', // softZero(a, b, pc) → boolean: a / b fails, b being zero. Emitted for: a / b, a // b, a % b in the body of try.
  'softError', // softError() → the exception of the failed soft operation.
  'raiseHere', // raiseHere(exc, cause | undefined, pc) → PyBaseException, ready for the handlers of this frame. Emitted for: raise in the body of try.
  'stops', // stops(sp, class) → boolean. Emitted for: raise StopIteration in a __next__, which gives undefined where its slot has called it.
  'raiseSoftly', // raiseSoftly(exc, cause | undefined, pc). Emitted for: raise in a __getitem__ or __getattr__, where FS.soft says that its caller takes undefined.
  'raiseAgain', // raiseAgain(sp, pc): bare raise. "No active exception to reraise".
  'assertFail', // assertFail(message | undefined, pc): raises AssertionError.
  'excMatch', // excMatch(e, type, pc) → JS boolean. Emitted for: except type.
  'starMatch', // starMatch(rest, type, pc) → [match | undefined, rest | undefined]. Emitted for: except* type.
  'starFinish', // starFinish(orig, raised: array, rest | undefined) → exception to raise | undefined. Emitted at the end of except* handlers.
  'withExit', // withExit(m, pc) → bound __exit__ (checks __enter__ and __exit__ of the type). Emitted for: with m.
  'withEnter', // withEnter(m, pc) → value of type(m).__enter__(m).
  'exitWith', // exitWith(exit, e | undefined, pc) → JS boolean: calls exit(type, value, tb) or exit(None, None, None).
  'awithExit',
  'awithEnter', // The same for async with: bound __aexit__; the awaitable of __aenter__.
  'aexitWith', // aexitWith(exit, e | undefined, pc) → awaitable of exit(…).

  // -- Functions, classes, generators.
  'makeFunction', // makeFunction(code, G, mk, defaults: array | undefined, kwdefaults: dict | undefined, annotate | undefined, cells: array) → function.
  'setTypeParams', // setTypeParams(o, tuple) → o: sets __type_params__ of a function.
  'buildClass', // buildClass(bodyFunction, name, args: array, kwnames | undefined, pc, allocator, constructors) → class: calls builtins.__build_class__.
  'buildClassEx', // buildClassEx(bodyFunction, name, args: array, kw: dict, pc) → class. Emitted for: class A(*b, **k).
  'classBody', // classBody(ns, qualname, firstlineno, G, pc): stores __module__, __qualname__, __firstlineno__.
  'newCoroutine', // newCoroutine(g): in the constructor of a coroutine, which is watched until it is awaited.
  'notNone', // notNone(v): raises TypeError "__init__() should return None, not 'int'".
  'makeGenerator', // makeGenerator(code, F) → generator object; emitted code then sets its field `it` to the JS generator.
  'stepClass', // stepClass(code, pcs: array by case, constructor, step) → constructor of generator objects that are state machines.
  'stepStopped', // stepStopped(g) → undefined: a resume of one that is running (ValueError), or has ended.
  'stepFailed', // stepFailed(g, e, sp) → exception to throw. Emitted for: an exception leaves the step.
  'yieldFromStart', // yieldFromStart(g, v, pc) → iterator. Emitted for: yield from v in a state machine.
  'awaitStart', // awaitStart(g, v, pc) → iterator. Emitted for: await v in a state machine.
  'delegateStep', // delegateStep(g, sent | undefined) → yielded value | undefined: its end, the result is in g.got.
  'makeCoroutine',
  'makeAsyncGenerator', // The same.
  'makeClosable', // makeClosable(code, F) → generator that is closed when it is dropped; its field `core` is what the body gets.
  'makeClosableAsync', // The same.
  'loopLeft', // loopLeft(iterator, pc): the loop over a call's result is left by break or return; a generator made by that call is closed.
  'listFull', // listFull(items, pc): a list comprehension has put in more items than a list can hold.
  'droppedValue', // droppedValue(v, pc). Emitted for: a call as a statement; says that a coroutine was never awaited.
  'isDroppable', // isDroppable(v) → JS boolean: may the end of this value be noticed?
  'drop', // drop(0, 0, 0, 0, 0, 0, pc): a name has lost such a value. The zeros overwrite registers in which V8 may still hold it.
  'yieldFrom', // yield* yieldFrom(g, v, pc) → value. Emitted for: yield from v.
  'awaitFirst', // awaitFirst(g, v, pc) → value, or undefined. Emitted for: await v, its first step.
  'anextFirst', // anextFirst(g, it, pc) → value, or undefined. Emitted for: async for.
  'awaitRest', // yield* awaitRest(g) → value. Emitted for both, where the first step was not the last.
  'asyncYield', // asyncYield(v) → wrapped value: tells an async generator's `yield` from the yields of its awaits.

  // -- Imports.
  'importName', // importName(G, B, name, fromlist: tuple | None, level, ns | undefined, pc) → module.
  'importFrom', // importFrom(module, name, pc) → value. "cannot import name 'x' from 'm' (file)".
  'importStar', // importStar(module, G, ns | undefined, pc).
  'displayHook', // displayHook(v, pc). Emitted for: expression statements at the prompt.

  // -- Strings.
  'format', // format(v, spec, pc) → str. Emitted for: f'{v}', f'{v:spec}'; spec is '' when absent.
  'str', // str(v, pc) → str. Emitted for: f'{v!s}'.
  'repr', // repr(v, pc) → str. Emitted for: f'{v!r}'.
  'ascii', // ascii(v, pc) → str. Emitted for: f'{v!a}'.
  'joinStr', // joinStr(array of str) → str. Emitted for: f-strings.
  'newInterpolation', // newInterpolation(value, expression, conversion: 's' | 'r' | 'a' | None, spec) → Interpolation.
  'newTemplate', // newTemplate(array of str and Interpolation) → Template.

  // -- Patterns.
  'isSequence', // isSequence(v) → JS boolean (Py_TPFLAGS_SEQUENCE).
  'isMapping', // isMapping(v) → JS boolean.
  'length', // length(v, pc) → JS number.
  'matchKeys', // matchKeys(v, keys: array, pc) → array of values | undefined.
  'matchRest', // matchRest(v, keys: array, pc) → dict without the keys.
  'matchClass', // matchClass(v, cls, positional: number, names: array, pc) → array of attributes | undefined.

  // -- Type parameters and annotations.
  'newTypeVar', // newTypeVar(name, bound: function | undefined, constraints: function | undefined, default: function | undefined, G).
  'newParamSpec',
  'newTypeVarTuple', // (name, default: function | undefined, G).
  'newTypeAlias', // newTypeAlias(name, typeParams: tuple, evaluate: function, G).
  'genericBase', // genericBase(typeParams: tuple, pc) → typing.Generic[…].
  'setupAnnotations', // setupAnnotations(G, ns | undefined, pc): makes __annotations__ if missing (`from __future__ import annotations`).
  'checkFormat', // checkFormat(format, pc): start of __annotate__: NotImplementedError unless the format is VALUE or VALUE_WITH_FAKE_GLOBALS.
] as const;

/**
 * Form G: what suspendable code calls instead. All but `SWITCH` are JS generator functions, called with `yield*`; they yield
 * `SWITCH` (or pass one up) where the thread may be switched and return what their plain twin returns.
 */
export const suspendableHelperNames = [
  'gcall', // yield* gcall(f, args: array). Emitted for: f(a, b). Calls the G form of a Python function, anything else plainly.
  'gcallK', // yield* gcallK(f, args, kwnames).
  'gcallEx', // yield* gcallEx(f, args: array, kw: dict | undefined, pc).
  'gmethod', // yield* gmethod(o, name, args: array, kwnames | undefined, pc). Emitted for: o.m(a).
  'gsuperCall', // yield* gsuperCall(cls, self, name, args, kwnames | undefined, pc).
  'gnext', // yield* gnext(it) → value | undefined: the next item of an iterator that may be a Python generator.
  'gtick', // yield* gtick(pc): PENDING[0] !== 0 at a loop back edge.
  'gwithEnter', // yield* gwithEnter(m, pc).
  'gexitWith', // yield* gexitWith(exit, e | undefined, pc) → JS boolean.
] as const;

export type HelperName = (typeof helperNames)[number];
export type SuspendableHelperName = (typeof suspendableHelperNames)[number];
