// _sre: what re/_compiler.py needs from native code. CPython: Modules/_sre/sre.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import type { PyObject } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { None, type PyList, type PyTuple } from '../../objects/model/values.ts';
import { intValue, typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr } from '../../objects/ops/strings.ts';
import { DICT, LIST, TUPLE } from '../../objects/model/flags.ts';
import { OverflowError, RuntimeError, TypeError } from '../../objects/types/exceptions.ts';
import { CODE_SIZE, MAGIC, MAX_GROUPS, MAX_REPEAT } from '../../util/sre/constants.ts';
import { lowerAscii } from '../../util/sre/charTables.ts';
import { Regex } from '../../util/sre/regex.ts';
import { interrupts } from '../../util/sre/stack.ts';
import { InvalidCode } from '../../util/sre/tree.ts';
import { unicodeTables } from '../../util/sre/unicodeTables.ts';
import { FS, L } from '../../objects/frame.ts';
import { tick } from '../../runtime/frames.ts';
import { PyPattern } from './pattern.ts';
import { subjectOf } from './subject.ts';
import { newTemplate } from './template.ts';

/** A long match notices signals as a loop of Python does. */
interrupts.poll = () => {
  if (FS.pending !== 0) tick(L[FS.sp]!);
};

export default defineModule({
  name: '_sre',
  doc: null,
  constants: {
    MAGIC,
    CODESIZE: CODE_SIZE,
    MAXREPEAT: MAX_REPEAT,
    MAXGROUPS: MAX_GROUPS,
    copyright: ' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ',
  },
  functions: [
    fn('compile(pattern, flags: int, code, groups: size, groupindex, indexgroup)', 'Makes a pattern object from a code array.', compile),
    fn('template(pattern, template, /)', 'Makes a template object from its literals and group numbers.', newTemplate),
    fn('getcodesize()', null, () => CODE_SIZE),
    fn('ascii_iscased(character: int, /)', null, (c: number) => isAsciiLetter(c)),
    fn('unicode_iscased(character: int, /)', null, (c: number) => c !== unicodeTables.lower(c) || c !== unicodeTables.upper(c)),
    fn('ascii_tolower(character: int, /)', null, (c: number) => lowerAscii(c)),
    fn('unicode_tolower(character: int, /)', null, (c: number) => unicodeTables.lower(c)),
  ],
});

function isAsciiLetter(c: number): boolean {
  return (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
}

function compile(pattern: PyObject, flags: number, code: PyObject, groups: number, groupindex: PyObject, indexgroup: PyObject): PyObject {
  checkArgument('code', code, LIST, 'list');
  checkArgument('groupindex', groupindex, DICT, 'dict');
  checkArgument('indexgroup', indexgroup, TUPLE, 'tuple');
  const words = (code as PyList).la.map(codeWord);
  const isBytes = pattern === None ? undefined : isStr(pattern) ? false : subjectOf(pattern).isBytes;
  if (groups < 0 || groups > MAX_GROUPS) raise(RuntimeError, 'invalid SRE code');
  return new PyPattern(newRegex(words, groups), words, pattern, flags, groups, groupindex as PyDict, indexgroup as PyTuple, isBytes);
}

function checkArgument(name: string, value: PyObject, flag: number, expected: string): void {
  if ((value.tflags & flag) === 0) raise(TypeError, `compile() argument '${name}' must be ${expected}, not ${value === None ? 'None' : typeName(value)}`);
}

function codeWord(item: PyObject): number {
  // fast: opcodes come as instances of a subclass of int, operands as plain ints.
  const n = typeof item === 'number' ? item : intValue(item);
  if (n === undefined) raise(TypeError, 'an integer is required');
  if (n < 0) raise(OverflowError, "can't convert negative value to unsigned int");
  if (n > 0xffffffffffffffffn) raise(OverflowError, 'Python int too large to convert to C unsigned long');
  if (n > 0xffffffff) raise(OverflowError, 'regular expression code size limit exceeded');
  return n as number;
}

function newRegex(code: readonly number[], groups: number): Regex {
  try {
    return new Regex(code, groups, unicodeTables);
  } catch (error) {
    if (error instanceof InvalidCode) raise(RuntimeError, 'invalid SRE code');
    throw error;
  }
}
