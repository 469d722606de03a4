// HOT. The backtracking machine, for subjects that are JavaScript strings. Bench: bench/re.
// - Nothing recurses: choices and undo records lie on one Int32Array, three numbers each, so a subject of any
//   length needs memory but no JavaScript stack.
// - [instruction, position, extra] with instruction >= 0 is a choice: failing continues there.
//   [-1 - register, old, old partner] is an undo record: failing restores the register and its partner,
//   which is lastindex for a mark and the next register for a loop. So after a failure all registers are as before.
// - A cut (atomic group, lookaround) drops the choices of its body and keeps the undo records.
// - The numbers in the switch are those of `I` in program.ts; literals let V8 make a jump table.
// - matchUnits.ts is this file for code point arrays, made by scripts/gen-sre.mjs: each copy sees one kind of subject.
//
// Loops follow Python's rule: an empty iteration succeeds and ends the loop. CPython: SRE(match) in Modules/_sre/sre_lib.h.

import { AT } from './constants.ts';
import { isAsciiWord } from './charTables.ts';
import { giveStack, growStack, interrupts, takeStack } from './stack.ts';
import type { CharSet } from './charSet.ts';
import type { Program } from './program.ts';

/** How many failures pass between two calls of the interrupt hook. */
const INTERRUPT_MASK = 0xffff;

/**
 * Tries positions from `start` on until one matches; returns it, or -1. `regs` must be filled with -1 and has the
 * end of the match in its last element afterwards. At `advance` an empty match does not count.
 */
export function searchString(p: Program, text: string, start: number, end: number, advance: number, regs: Int32Array): number {
  const { prefix, first, anchored } = p.opening;
  const last = end - p.minWidth;
  if (anchored) return start === 0 && runString(p, text, 0, end, /* full */ false, advance, regs) ? 0 : -1;
  if (prefix.length === 0) {
    const set = first !== undefined && first.is === 'set' ? first.set : undefined;
    for (let i = start; i <= last; i++) {
      if (set !== undefined) {
        const { latin } = set;
        for (; i <= last; i++) {
          const c = text.charCodeAt(i);
          if (c < 256 ? latin[c] === 1 : set.test(c)) break;
        }
        if (i > last) return -1;
      }
      if (runString(p, text, i, end, /* full */ false, advance, regs)) return i;
    }
    return -1;
  }
  const head = prefix[0]!;
  for (let i = start; i <= last; i++) {
    while (i <= last && text.charCodeAt(i) !== head) i++;
    if (i > last) return -1;
    let n = 1;
    while (n < prefix.length && text.charCodeAt(i + n) === prefix[n]) n++;
    if (n === prefix.length && runString(p, text, i, end, /* full */ false, advance, regs)) return i;
  }
  return -1;
}

/** Does the program match at `start`? With `full` the match must reach `end`. */
export function runString(p: Program, text: string, start: number, end: number, full: boolean, advance: number, regs: Int32Array): boolean {
  const { code, latin, sets, marks } = p;
  let stack = takeStack();
  let sp = 0;
  let pc = 0;
  let pos = start;
  let extra = 0;
  let failures = 0;
  // Each case ends in `continue` when it succeeds and in `break` when it fails.
  for (;;) {
    if (sp + 6 > stack.length) stack = growStack(stack);
    switch (code[pc]!) {
      case 0 /* MATCH */:
        if ((full && pos !== end) || (pos === start && start === advance)) break;
        regs[regs.length - 1] = pos;
        giveStack(stack);
        return true;
      case 1 /* CHAR */:
        if (pos >= end || text.charCodeAt(pos) !== code[pc + 1]!) break;
        pos++;
        pc += 2;
        continue;
      case 2 /* NOT_CHAR */:
        if (pos >= end || text.charCodeAt(pos) === code[pc + 1]!) break;
        pos++;
        pc += 2;
        continue;
      case 3 /* NOT_NEWLINE */:
        if (pos >= end || text.charCodeAt(pos) === 10) break;
        pos++;
        pc += 1;
        continue;
      case 4 /* ALL */:
        if (pos >= end) break;
        pos++;
        pc += 1;
        continue;
      case 5 /* SET */:
        {
          if (pos >= end) break;
          const c = text.charCodeAt(pos);
          const set = code[pc + 1]!;
          if (c < 256 ? latin[(set << 8) | c] === 0 : !sets[set]!.test(c)) break;
          pos++;
          pc += 2;
          continue;
        }
      case 6 /* FAIL */:
        break;
      case 7 /* OPEN */:
        {
          const reg = code[pc + 1]!;
          stack[sp] = -1 - reg;
          stack[sp + 1] = regs[reg]!;
          stack[sp + 2] = regs[0]!;
          sp += 3;
          regs[reg] = pos;
          pc += 2;
          continue;
        }
      case 8 /* CLOSE */:
        {
          const reg = code[pc + 1]!;
          stack[sp] = -1 - reg;
          stack[sp + 1] = regs[reg]!;
          stack[sp + 2] = regs[0]!;
          sp += 3;
          regs[reg] = pos;
          regs[0] = code[pc + 2]!;
          pc += 3;
          continue;
        }
      case 9 /* JUMP */:
        pc = code[pc + 1]!;
        continue;
      case 10 /* SPLIT */:
        stack[sp] = code[pc + 1]!;
        stack[sp + 1] = pos;
        sp += 3;
        pc += 2;
        continue;
      case 11 /* SPLIT_CHAR */:
        if (pos >= end || text.charCodeAt(pos) !== code[pc + 2]!) {
          pc = code[pc + 1]!;
          continue;
        }
        stack[sp] = code[pc + 1]!;
        stack[sp + 1] = pos;
        sp += 3;
        pc += 3;
        continue;
      case 12 /* SPLIT_SET */:
        {
          const c = pos < end ? text.charCodeAt(pos) : 0;
          const set = code[pc + 2]!;
          if (pos >= end || (c < 256 ? latin[(set << 8) | c] === 0 : !sets[set]!.test(c))) {
            pc = code[pc + 1]!;
            continue;
          }
          stack[sp] = code[pc + 1]!;
          stack[sp + 1] = pos;
          sp += 3;
          pc += 3;
          continue;
        }
      case 13 /* AT */:
        if (!isAt(p, text, code[pc + 1]!, pos, end)) break;
        pc += 2;
        continue;
      case 14 /* ONE_GREEDY */:
      case 15 /* RETRY_GREEDY */:
        {
          if (code[pc]! === 14 /* ONE_GREEDY */) {
            const max = code[pc + 4]!;
            const reached = scan(text, pos, end - pos > max ? pos + max : end, code[pc + 1]!, code[pc + 2]!, latin, sets);
            extra = pos + code[pc + 3]!;
            if (reached < extra) break;
            pos = reached;
            pc += 6;
          }
          const literal = code[pc + 1]!;
          if (literal !== -1) {
            while (pos >= extra && (pos >= end || text.charCodeAt(pos) !== literal)) pos--;
            if (pos < extra) break;
          }
          if (pos > extra) {
            stack[sp] = pc;
            stack[sp + 1] = pos - 1;
            stack[sp + 2] = extra;
            sp += 3;
          }
          pc += 2;
          continue;
        }
      case 16 /* ONE_LAZY */:
      case 17 /* RETRY_LAZY */:
        {
          if (code[pc]! === 16 /* ONE_LAZY */) {
            const max = code[pc + 4]!;
            const least = pos + code[pc + 3]!;
            if (least > end || scan(text, pos, least, code[pc + 1]!, code[pc + 2]!, latin, sets) < least) break;
            // `extra` is how far the repeat may go. RETRY begins one character after where it is resumed, hence the -1.
            extra = end - pos > max ? pos + max : end;
            pos = least - 1;
            pc += 6;
          }
          const literal = code[pc + 3]!;
          let next = pos + 1;
          if (literal !== -1) {
            while (next < end && text.charCodeAt(next) !== literal) {
              if (next >= extra || !fits(text, next, code[pc + 1]!, code[pc + 2]!, latin, sets)) break;
              next++;
            }
            if (next >= end || text.charCodeAt(next) !== literal) break;
          }
          if (next < extra && fits(text, next, code[pc + 1]!, code[pc + 2]!, latin, sets)) {
            stack[sp] = pc;
            stack[sp + 1] = next;
            stack[sp + 2] = extra;
            sp += 3;
          }
          pos = next;
          pc += 4;
          continue;
        }
      case 18 /* ONE_POSSESSIVE */:
        {
          const max = code[pc + 4]!;
          const reached = scan(text, pos, end - pos > max ? pos + max : end, code[pc + 1]!, code[pc + 2]!, latin, sets);
          if (reached < pos + code[pc + 3]!) break;
          pos = reached;
          pc += 5;
          continue;
        }
      case 19 /* LOOP_START */:
        {
          const reg = code[pc + 1]!;
          stack[sp] = -1 - reg;
          stack[sp + 1] = regs[reg]!;
          stack[sp + 2] = regs[reg + 1]!;
          sp += 3;
          regs[reg] = 0;
          regs[reg + 1] = -1;
          pc += 2;
          continue;
        }
      case 20 /* LOOP_GREEDY */:
        {
          const reg = code[pc + 1]!;
          const n = regs[reg]!;
          const before = regs[reg + 1]!;
          if (n >= code[pc + 2]!) {
            if (n >= code[pc + 3]! || pos === before) {
              pc = code[pc + 4]!;
              continue;
            }
            stack[sp] = code[pc + 4]!;
            stack[sp + 1] = pos;
            sp += 3;
            regs[reg + 1] = pos;
          }
          stack[sp] = -1 - reg;
          stack[sp + 1] = n;
          stack[sp + 2] = before;
          sp += 3;
          regs[reg] = n + 1;
          pc += 5;
          continue;
        }
      case 21 /* LOOP_LAZY */:
        {
          const reg = code[pc + 1]!;
          const n = regs[reg]!;
          if (n >= code[pc + 2]!) {
            stack[sp] = pc + 5;
            stack[sp + 1] = pos;
            sp += 3;
            pc = code[pc + 4]!;
            continue;
          }
          stack[sp] = -1 - reg;
          stack[sp + 1] = n;
          stack[sp + 2] = regs[reg + 1]!;
          sp += 3;
          regs[reg] = n + 1;
          pc += 8;
          continue;
        }
      case 22 /* LAZY_AGAIN */:
        {
          const reg = code[pc + 1]!;
          const n = regs[reg]!;
          if (n >= code[pc + 2]! || pos === regs[reg + 1]!) break;
          stack[sp] = -1 - reg;
          stack[sp + 1] = n;
          stack[sp + 2] = regs[reg + 1]!;
          sp += 3;
          regs[reg] = n + 1;
          regs[reg + 1] = pos;
          pc += 3;
          continue;
        }
      case 34 /* POSSESSIVE_START */:
        regs[code[pc + 1]!] = 0;
        regs[code[pc + 1]! + 1] = -1;
        pc += 2;
        continue;
      case 23 /* LOOP_POSSESSIVE */:
        {
          const reg = code[pc + 1]!;
          const n = regs[reg]!;
          if (n >= code[pc + 3]! || (n >= code[pc + 2]! && pos === regs[reg + 1]!)) {
            pc = code[pc + 4]!;
            continue;
          }
          regs[code[pc + 5]!] = sp;
          if (n >= code[pc + 2]!) {
            regs[reg + 1] = pos;
            stack[sp] = code[pc + 4]!;
            stack[sp + 1] = pos;
            sp += 3;
          }
          pc += 6;
          continue;
        }
      case 35 /* POSSESSIVE_NEXT */:
        sp = cut(stack, regs[code[pc + 2]!]!, sp);
        regs[code[pc + 1]!]!++;
        pc = code[pc + 3]!;
        continue;
      case 24 /* CUT */:
        sp = cut(stack, regs[code[pc + 1]!]!, sp);
        pc += 2;
        continue;
      case 25 /* HOLD */:
        regs[code[pc + 1]!] = sp;
        regs[code[pc + 1]! + 1] = pos;
        pc += 2;
        continue;
      case 26 /* LOOK_END */:
        sp = cut(stack, regs[code[pc + 1]!]!, sp);
        pos = regs[code[pc + 1]! + 1]!;
        pc += 2;
        continue;
      case 27 /* DENY */:
        regs[code[pc + 1]!] = sp;
        stack[sp] = code[pc + 2]!;
        stack[sp + 1] = pos;
        sp += 3;
        pc += 3;
        continue;
      case 28 /* DENY_END */:
        {
          const base = regs[code[pc + 1]!]!;
          while (sp > base) {
            sp -= 3;
            if (stack[sp]! < 0) undo(regs, marks, stack, sp);
          }
          break;
        }
      case 29 /* BACK */:
        if (pos < code[pc + 1]!) break;
        pos -= code[pc + 1]!;
        pc += 2;
        continue;
      case 30 /* BACK_OR */:
        pc = pos < code[pc + 1]! ? code[pc + 2]! : pc + 3;
        continue;
      case 31 /* REFERENCE */:
        {
          const from = regs[code[pc + 1]!]!;
          const to = regs[code[pc + 1]! + 1]!;
          if (from < 0 || to < from || to - from > end - pos) break;
          let i = from;
          while (i < to && text.charCodeAt(i) === text.charCodeAt(pos)) {
            i++;
            pos++;
          }
          if (i < to) break;
          pc += 2;
          continue;
        }
      case 32 /* REFERENCE_FOLD */:
        {
          const from = regs[code[pc + 1]!]!;
          const to = regs[code[pc + 1]! + 1]!;
          if (from < 0 || to < from || to - from > end - pos) break;
          let i = from;
          while (i < to && p.sameFolded(code[pc + 2]!, text.charCodeAt(i), text.charCodeAt(pos))) {
            i++;
            pos++;
          }
          if (i < to) break;
          pc += 3;
          continue;
        }
      case 33 /* CONDITION */:
        {
          const reg = code[pc + 1]!;
          pc = regs[reg]! >= 0 && regs[reg + 1]! >= regs[reg]! ? pc + 3 : code[pc + 2]!;
          continue;
        }
    }
    if ((++failures & INTERRUPT_MASK) === 0) interrupts.poll();
    for (;;) {
      if (sp === 0) {
        giveStack(stack);
        return false;
      }
      sp -= 3;
      if (stack[sp]! >= 0) break;
      undo(regs, marks, stack, sp);
    }
    pc = stack[sp]!;
    pos = stack[sp + 1]!;
    extra = stack[sp + 2]!;
  }
}

function undo(regs: Int32Array, marks: number, stack: Int32Array, at: number): void {
  const reg = -1 - stack[at]!;
  regs[reg] = stack[at + 1]!;
  regs[reg <= marks ? 0 : reg + 1] = stack[at + 2]!;
}

/** Removes the choices above `base` and returns the new height. */
function cut(stack: Int32Array, base: number, sp: number): number {
  let kept = base;
  for (let i = base; i < sp; i += 3) {
    if (stack[i]! >= 0) continue;
    stack[kept] = stack[i]!;
    stack[kept + 1] = stack[i + 1]!;
    stack[kept + 2] = stack[i + 2]!;
    kept += 3;
  }
  return kept;
}

/** The first position from `pos` on, at most `limit`, whose character fails the test. */
function scan(text: string, pos: number, limit: number, test: number, operand: number, latin: Uint8Array, sets: ReadonlyArray<CharSet>): number {
  switch (test) {
    case 1 /* CHAR */:
      while (pos < limit && text.charCodeAt(pos) === operand) pos++;
      return pos;
    case 2 /* NOT_CHAR */:
      while (pos < limit && text.charCodeAt(pos) !== operand) pos++;
      return pos;
    case 3 /* NOT_NEWLINE */:
      while (pos < limit && text.charCodeAt(pos) !== 10) pos++;
      return pos;
    case 4 /* ALL */:
      return limit > pos ? limit : pos;
    default: {
      const base = operand << 8;
      while (pos < limit) {
        const c = text.charCodeAt(pos);
        if (c < 256 ? latin[base | c] === 0 : !sets[operand]!.test(c)) break;
        pos++;
      }
      return pos;
    }
  }
}

function fits(text: string, pos: number, test: number, operand: number, latin: Uint8Array, sets: ReadonlyArray<CharSet>): boolean {
  return scan(text, pos, pos + 1, test, operand, latin, sets) > pos;
}

function isAt(p: Program, text: string, where: number, pos: number, end: number): boolean {
  switch (where) {
    case AT.BEGINNING:
    case AT.BEGINNING_STRING:
      return pos === 0;
    case AT.BEGINNING_LINE:
      return pos === 0 || text.charCodeAt(pos - 1) === 10;
    case AT.END:
      return pos === end || (pos === end - 1 && text.charCodeAt(pos) === 10);
    case AT.END_LINE:
      return pos === end || text.charCodeAt(pos) === 10;
    case AT.END_STRING:
      return pos === end;
    case AT.BOUNDARY:
      return isBoundary(text, pos, end, isAsciiWord);
    case AT.NON_BOUNDARY:
      return !isBoundary(text, pos, end, isAsciiWord);
    case AT.LOC_BOUNDARY:
      return isBoundary(text, pos, end, p.isLocaleWord);
    case AT.LOC_NON_BOUNDARY:
      return !isBoundary(text, pos, end, p.isLocaleWord);
    case AT.UNI_BOUNDARY:
      return isBoundary(text, pos, end, p.isWord);
    default:
      return !isBoundary(text, pos, end, p.isWord);
  }
}

function isBoundary(text: string, pos: number, end: number, isWord: (c: number) => boolean): boolean {
  const before = pos > 0 && isWord(text.charCodeAt(pos - 1));
  const after = pos < end && isWord(text.charCodeAt(pos));
  return before !== after;
}
