// The runtime object `R` of emitted code: every name of `compiler/helpers.ts`, checked by the type at the end.
import type { HelperName, SuspendableHelperName } from '../../compiler/helpers.ts';
import { FL, FS, L } from '../../objects/frame.ts';
import { Ellipsis, None, NotImplemented, PyCell, PyFloat, PyList, PyTuple } from '../../objects/model/values.ts';
import { rangeType } from '../../objects/types/range.ts';
import { superType } from '../../objects/types/super.ts';
import { listType } from '../../objects/types/list.ts';
import { tupleType } from '../../objects/types/tuple.ts';
import { delegateStep, stepClass, stepFailed, stepStopped } from '../../objects/types/generator.ts';
import { dictType } from '../../objects/types/dict.ts';
import { caught, rec, reraise, tick } from '../frames.ts';
import { R } from '../unit.ts';
import * as arith from './arith.ts';
import * as attributes from './attributes.ts';
import * as calls from './calls.ts';
import * as compare from './compare.ts';
import * as exceptions from './exceptions.ts';
import * as functions from './functions.ts';
import * as imports from './imports.ts';
import * as items from './items.ts';
import * as names from './names.ts';
import * as patterns from './patterns.ts';
import * as soft from './soft.ts';
import * as suspendable from './suspendable.ts';
import * as text from './text.ts';
import * as typeParams from './typeParams.ts';

/** A leaf function is about to call a slow helper: it gets a frame entry for that time. */
function enter(pc: number): number {
  L[++FS.sp] = pc;
  return pc;
}
function leave<T>(v: T): T {
  FS.sp--;
  return v;
}

/** Puts every helper into `R`; called once at start. */
export function installHelpers(): void {
  const helpers = {
    FS,
    L,
    FL,
    None,
    NotImplemented,
    Ellipsis,
    PyFloat,
    PyList,
    PyTuple,
    PyCell,
    rangeType,
    superType,
    listGetitem: listType.proto.s_getitem,
    listSetitem: listType.proto.s_setitem,
    dictGetitem: dictType.proto.s_getitem,
    tupleIter: tupleType.proto.s_iter,
    rec,
    enter,
    leave,
    tick,
    caught,
    reraise,
    add: arith.add,
    sub: arith.sub,
    mul: arith.mul,
    matmul: arith.matmul,
    truediv: arith.truediv,
    floordiv: arith.floordiv,
    mod: arith.mod,
    pow: arith.pow,
    lshift: arith.lshift,
    rshift: arith.rshift,
    bitand: arith.bitand,
    bitxor: arith.bitxor,
    bitor: arith.bitor,
    iadd: arith.iadd,
    isub: arith.isub,
    imul: arith.imul,
    imatmul: arith.imatmul,
    itruediv: arith.itruediv,
    ifloordiv: arith.ifloordiv,
    imod: arith.imod,
    ipow: arith.ipow,
    ilshift: arith.ilshift,
    irshift: arith.irshift,
    ibitand: arith.ibitand,
    ibitxor: arith.ibitxor,
    ibitor: arith.ibitor,
    neg: arith.neg,
    pos: arith.pos,
    invert: arith.invert,
    mulmod: arith.mulmod,
    lt: compare.lt,
    le: compare.le,
    eq: compare.eq,
    ne: compare.ne,
    gt: compare.gt,
    ge: compare.ge,
    isLt: compare.isLt,
    isLe: compare.isLe,
    isEq: compare.isEq,
    isNe: compare.isNe,
    isGt: compare.isGt,
    isGe: compare.isGe,
    contains: compare.contains,
    truth: compare.truth,
    getattr: attributes.getattr,
    setattr: attributes.setattr,
    delattr: attributes.delattr,
    callMethod: attributes.callMethod,
    superAttr: attributes.superAttr,
    superCall: attributes.superCall,
    newSuper: attributes.newSuper,
    getitem: items.getitem,
    setitem: items.setitem,
    delitem: items.delitem,
    getslice: items.getslice,
    passing: items.passing,
    newSlice: items.newSlice,
    newDict: items.newDict,
    newSet: items.newSet,
    spread: items.spread,
    spreadArgs: items.spreadArgs,
    dictAdd: items.dictAdd,
    dictMerge: items.dictMerge,
    kwAdd: items.kwAdd,
    kwMerge: items.kwMerge,
    setAdd: items.setAdd,
    setMerge: items.setMerge,
    unpack: items.unpack,
    unpackStar: items.unpackStar,
    gname: names.gname,
    gdel: names.gdel,
    nameError: names.nameError,
    unbound: names.unbound,
    unboundFree: names.unboundFree,
    nsLoad: names.nsLoad,
    nsLoadDeref: names.nsLoadDeref,
    nsLoadLocal: names.nsLoadLocal,
    nsStore: names.nsStore,
    nsDel: names.nsDel,
    callEx: calls.callEx,
    callKw: calls.callKw,
    iter: calls.iter,
    aiter: calls.aiter,
    anext: calls.anext,
    isAsyncEnd: calls.isAsyncEnd,
    raising: exceptions.raising,
    softItem: soft.softItem,
    softAttr: soft.softAttr,
    softCall: soft.softCall,
    softError: soft.softError,
    raiseHere: exceptions.raiseHere,
    raiseAgain: exceptions.raiseAgain,
    assertFail: exceptions.assertFail,
    excMatch: exceptions.excMatch,
    starMatch: exceptions.starMatch,
    starFinish: exceptions.starFinish,
    withExit: exceptions.withExit,
    withEnter: exceptions.withEnter,
    exitWith: exceptions.exitWith,
    awithExit: exceptions.awithExit,
    awithEnter: exceptions.awithEnter,
    aexitWith: exceptions.aexitWith,
    makeFunction: functions.makeFunction,
    setTypeParams: functions.setTypeParams,
    buildClass: functions.buildClass,
    buildClassEx: functions.buildClassEx,
    setupAnnotations: functions.setupAnnotations,
    classBody: functions.classBody,
    makeGenerator: functions.makeGenerator,
    stepClass,
    stepStopped,
    stepFailed,
    yieldFromStart: functions.yieldFromStart,
    awaitStart: functions.awaitStart,
    delegateStep,
    makeCoroutine: functions.makeCoroutine,
    makeAsyncGenerator: functions.makeAsyncGenerator,
    yieldFrom: functions.yieldFrom,
    awaitOn: functions.awaitOn,
    awaitMessage: functions.awaitMessage,
    asyncYield: functions.asyncYield,
    importName: imports.importName,
    importFrom: imports.importFrom,
    importStar: imports.importStar,
    displayHook: imports.displayHook,
    format: text.format,
    str: text.str,
    repr: text.repr,
    ascii: text.ascii,
    joinStr: text.joinStr,
    newInterpolation: typeParams.newInterpolation,
    newTemplate: typeParams.newTemplate,
    isSequence: patterns.isSequence,
    isMapping: patterns.isMapping,
    length: patterns.length,
    matchKeys: patterns.matchKeys,
    matchRest: patterns.matchRest,
    matchClass: patterns.matchClass,
    newTypeVar: typeParams.newTypeVar,
    newParamSpec: typeParams.newParamSpec,
    newTypeVarTuple: typeParams.newTypeVarTuple,
    newTypeAlias: typeParams.newTypeAlias,
    genericBase: typeParams.genericBase,
    checkFormat: typeParams.checkFormat,
    gcall: suspendable.gcall,
    gcallK: suspendable.gcallK,
    gcallEx: suspendable.gcallEx,
    gmethod: suspendable.gmethod,
    gsuperCall: suspendable.gsuperCall,
    gnext: suspendable.gnext,
    gtick: suspendable.gtick,
    gwithEnter: suspendable.gwithEnter,
    gexitWith: suspendable.gexitWith,
  } satisfies Record<HelperName | SuspendableHelperName, unknown>;
  Object.assign(R, helpers);
}
