// SyntaxWarnings about literals that are called, subscripted or compared by identity: usually a comma is missing.

import type { Compare, ExprNode, Subscript } from '../syntax/ast.ts';
import type { SyntaxWarningInfo } from '../syntax/errors.ts';
import { warnAt } from './check.ts';
import { foldConstant } from './fold.ts';

interface Sink {
  warnings: SyntaxWarningInfo[];
}

const constantTypes = {
  None: 'NoneType',
  Ellipsis: 'ellipsis',
  bool: 'bool',
  int: 'int',
  float: 'float',
  complex: 'complex',
  str: 'str',
  wstr: 'str',
  bytes: 'bytes',
} as const;

/** The name of the type a literal or display certainly has. */
function typeOfLiteral(e: ExprNode): string | undefined {
  switch (e.kind) {
    case 'Constant':
      return constantTypes[e.value.type];
    case 'Tuple':
      return 'tuple';
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'GeneratorExp':
      return 'generator';
    case 'Lambda':
      return 'function';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str';
    case 'TemplateStr':
      return 'string.templatelib.Template';
    case 'Interpolation':
      return 'string.templatelib.Interpolation';
    default:
      return undefined;
  }
}

export function checkCallee(sink: Sink, e: ExprNode): void {
  const type = typeOfLiteral(e);
  if (type === undefined || type === 'function') return;
  warnAt(sink, `'${type}' object is not callable; perhaps you missed a comma?`, e);
}

export function checkSubscript(sink: Sink, e: Subscript): void {
  const type = typeOfLiteral(e.value);
  switch (type) {
    case undefined:
    case 'dict':
      return;
    case 'str':
    case 'bytes':
    case 'tuple':
    case 'list': {
      const index = typeOfLiteral(e.slice);
      if (index === undefined || index === 'int' || index === 'bool') return;
      warnAt(sink, `${type} indices must be integers or slices, not ${index}; perhaps you missed a comma?`, e.value);
      return;
    }
    default:
      warnAt(sink, `'${type}' object is not subscriptable; perhaps you missed a comma?`, e.value);
  }
}

export function checkComparison(sink: Sink, e: Compare): void {
  let left = e.left;
  for (let i = 0; i < e.ops.length; i++) {
    const op = e.ops[i]!;
    const right = e.comparators[i]!;
    const literal = identityLiteral(left) ?? identityLiteral(right);
    if ((op === 'Is' || op === 'IsNot') && literal !== undefined) {
      warnAt(sink, op === 'Is' ? `"is" with '${literal}' literal. Did you mean "=="?` : `"is not" with '${literal}' literal. Did you mean "!="?`, e);
      return;
    }
    left = right;
  }
}

/** The type of a literal whose identity means nothing. */
function identityLiteral(e: ExprNode): string | undefined {
  if (e.kind === 'Tuple') return foldConstant(e) === undefined ? undefined : 'tuple';
  if (e.kind !== 'Constant') return undefined;
  const { type } = e.value;
  return type === 'None' || type === 'bool' || type === 'Ellipsis' ? undefined : constantTypes[type];
}
