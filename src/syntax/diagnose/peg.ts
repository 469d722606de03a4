// The diagnosing parser: matches tokens against the rules of grammar.ts and mistakes.ts by trying alternatives in order and
// going back, remembering results as CPython does. It makes no AST, only nodes that know their kind, place and parts, which
// is what messages need. A mistake that matches is thrown at once, as PySyntaxErrorInfo.
// Rules nest some twenty deep per bracket, too deep for the stack of JavaScript, so frames are objects here.
// CPython: Parser/pegen.c and the parser generated from the grammar.

import { type Parser, stackOverflow, tokenText } from '../parserState.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { DEDENT, ENDMARKER, ERRORTOKEN, INDENT, NAME, NEWLINE, T_END, T_SIZE, T_START } from '../tokens.ts';
import { checks } from './actions.ts';
import { type Alternative, hasKind, type Item, type Rule } from './compile.ts';
import { atLastToken, demanded, raiseMistake, tokenizerFailure } from './raise.ts';

/** What a rule has matched: tokens from cell `start` to cell `end`. */
export interface Match {
  /** Kind of AST node, `token`, or empty for a mere sequence. */
  kind: string;
  start: number;
  end: number;
  parts: readonly Match[];
}

export type Labels = Record<string, Match>;

/** CPython's limit on nested rules. */
const MAX_DEPTH = 6000;
/** Python 3.14 accepts everything. */
export const LATEST = 14;

const NOTHING: readonly Match[] = [];
const SOFT_KEYWORDS: ReadonlySet<string> = new Set(['_', 'case', 'match', 'type']);

/** A rule, or a part that repeats, is optional or is looked ahead for, while it is being matched. */
interface Frame {
  /** Exactly one of these two. */
  rule: Rule | undefined;
  item: Item | undefined;
  start: number;
  parts: Match[];
  // Of rules
  alternative: number;
  /** The part of the alternative that comes next. */
  next: number;
  labels: Labels | undefined;
  isCut: boolean;
  /** Whether mistakes were looked for outside. */
  withMistakes: boolean;
  /** Of left-recursive rules: the longest match so far, and its end. */
  grown: Match | undefined;
  grownEnd: number;
  // Of repetitions
  /** Where the current round began. */
  before: number;
  /** `gather` is at a separator. */
  atSeparator: boolean;
}

export class Diagnoser {
  readonly p: Parser;
  readonly tokenizer: Tokenizer;
  readonly tokens: Int32Array;
  readonly rules: Map<string, Rule>;
  /** Cell of the current token. */
  at = 0;
  /** Cell of the last token looked at; negative at the beginning. */
  fill = -T_SIZE;
  /** The second pass: mistakes are looked for. */
  withMistakes = false;
  private readonly version: number;
  private memo = new Map<number, { result: Match | undefined; at: number }>();
  private frames: Frame[] = [];
  /** Frames in use; the others wait to be used again. */
  private depth = 0;
  /** What the frame or part that has just ended has matched. */
  private value: Match | undefined;

  constructor(p: Parser, tokenizer: Tokenizer, rules: Map<string, Rule>) {
    this.p = p;
    this.tokenizer = tokenizer;
    this.tokens = p.tokens;
    this.rules = rules;
    this.version = p.options.featureVersion ?? LATEST;
  }

  /** Parses everything from a token on by this rule. Throws what is wrong, if it is more than a mismatch. */
  run(rule: string, start: number, withMistakes: boolean): boolean {
    this.at = start;
    this.depth = 0;
    this.memo.clear();
    this.withMistakes = withMistakes;
    this.enter(this.rules.get(rule)!);
    let isReturn = false;
    while (this.depth > 0) {
      const frame = this.frames[this.depth - 1]!;
      isReturn = frame.rule !== undefined ? this.stepRule(frame, frame.rule, isReturn) : this.stepItem(frame, frame.item!, isReturn);
      if (isReturn) this.depth--;
    }
    return this.value !== undefined;
  }

  /** Kind of the current token, which is read from the tokenizer if it has not been before. */
  kind(): number {
    const { at } = this;
    if (at > this.fill) {
      this.fill = at;
      if (this.tokens[at] === ERRORTOKEN) throw tokenizerFailure(this);
    }
    return this.tokens[at]!;
  }

  text(match: Match): string {
    return this.p.source.slice(this.tokens[match.start + T_START]!, this.tokens[match.end + T_END]!);
  }

  // Frames

  private push(rule: Rule | undefined, item: Item | undefined): Frame {
    if (this.depth >= MAX_DEPTH) throw stackOverflow();
    let frame = this.frames[this.depth];
    if (frame === undefined) {
      frame = {
        rule,
        item,
        start: 0,
        parts: [],
        alternative: 0,
        next: 0,
        labels: undefined,
        isCut: false,
        withMistakes: false,
        grown: undefined,
        grownEnd: 0,
        before: 0,
        atSeparator: false,
      };
      this.frames.push(frame);
    }
    this.depth++;
    frame.rule = rule;
    frame.item = item;
    frame.start = frame.before = this.at;
    return frame;
  }

  /** Begins a rule, or takes what is remembered of it: then it returns true. */
  private enter(rule: Rule): boolean {
    if (rule.memo || rule.isLeftRecursive) {
      const known = this.memo.get(this.key(rule, this.at));
      if (known !== undefined) {
        this.at = known.at;
        this.value = known.result;
        return true;
      }
    }
    const frame = this.push(rule, undefined);
    frame.withMistakes = this.withMistakes;
    frame.grown = undefined;
    frame.grownEnd = this.at;
    if (rule.isPlain) this.withMistakes = false;
    if (rule.isLeftRecursive) this.remember(rule, frame.start, undefined, frame.start);
    return false;
  }

  private key(rule: Rule, at: number): number {
    return (at / T_SIZE) * 1024 + rule.id;
  }

  private remember(rule: Rule, start: number, result: Match | undefined, at: number): void {
    this.memo.set(this.key(rule, start), { result, at });
  }

  // Rules

  /** Goes on with a rule, with `value` as the match of its current part if that has just returned. True when it has ended. */
  private stepRule(frame: Frame, rule: Rule, isReturn: boolean): boolean {
    let alternative: Alternative | undefined;
    if (isReturn) {
      alternative = rule.alternatives[frame.alternative]!;
      if (!this.takePart(frame, alternative.items[frame.next]!)) alternative = undefined;
    } else {
      frame.alternative = -1;
    }
    for (;;) {
      if (alternative === undefined) {
        if (isReturn && frame.isCut) return this.endRule(frame, rule, undefined);
        alternative = this.nextAlternative(frame, rule);
        if (alternative === undefined) return this.endRule(frame, rule, undefined);
      }
      isReturn = true;
      const { items } = alternative;
      let failed = false;
      while (frame.next < items.length && !failed) {
        const item = items[frame.next]!;
        if (item.op === 'cut') {
          frame.isCut = true;
          frame.next++;
        } else if (!this.begin(item)) {
          return false;
        } else {
          failed = !this.takePart(frame, item);
        }
      }
      if (failed) {
        alternative = undefined;
        continue;
      }
      if (this.endRule(frame, rule, this.complete(alternative, frame))) return true;
      alternative = undefined;
      isReturn = false;
    }
  }

  /** The next alternative that may begin with the current token. */
  private nextAlternative(frame: Frame, rule: Rule): Alternative | undefined {
    this.at = frame.start;
    const kind = this.kind();
    const { alternatives } = rule;
    for (;;) {
      const alternative = alternatives[++frame.alternative];
      if (alternative === undefined) return undefined;
      // fast: this only skips what would fail at its first token.
      if (!hasKind(alternative.first, kind) || (alternative.isBad && !this.withMistakes)) continue;
      frame.next = 0;
      frame.parts = [];
      frame.labels = undefined;
      frame.isCut = false;
      return alternative;
    }
  }

  private takePart(frame: Frame, item: Item): boolean {
    const { value } = this;
    if (value === undefined) return false;
    if (item.op !== 'and' && item.op !== 'not') frame.parts.push(value);
    if (item.label !== '') (frame.labels ??= {})[item.label] = value;
    frame.next++;
    return true;
  }

  /** What an alternative all of whose parts match gives; undefined makes the rule fail. */
  private complete(alternative: Alternative, frame: Frame): Match | undefined {
    const labels = frame.labels ?? {};
    if (alternative.mistake !== undefined) {
      raiseMistake(this, alternative.mistake, labels, frame.parts);
      return undefined;
    }
    if (alternative.since > this.version) {
      throw atLastToken(this, 'SyntaxError', `${alternative.feature} only supported in Python 3.${alternative.since} and greater`);
    }
    const result = this.result(alternative, frame, labels);
    if (alternative.check === '') return result;
    const checked = checks[alternative.check]!(this, result, labels);
    return checked === true ? result : checked === false ? undefined : checked;
  }

  private result(alternative: Alternative, frame: Frame, labels: Labels): Match {
    if (alternative.pass !== '') return labels[alternative.pass]!;
    if (alternative.node === '' && frame.parts.length === 1) return frame.parts[0]!;
    return this.node(alternative.node, frame.start, frame.parts);
  }

  /** Ends a rule with its match; false when it is left-recursive and has to be tried again for a longer one. */
  private endRule(frame: Frame, rule: Rule, result: Match | undefined): boolean {
    this.value = result;
    if (rule.isLeftRecursive) {
      if (result !== undefined && this.at > frame.grownEnd) {
        frame.grown = result;
        frame.grownEnd = this.at;
        this.remember(rule, frame.start, result, this.at);
        frame.alternative = -1;
        return false;
      }
      this.at = frame.grownEnd;
      this.value = frame.grown;
    } else if (result === undefined) {
      this.at = frame.start;
    }
    if (rule.memo || rule.isLeftRecursive) this.remember(rule, frame.start, this.value, this.at);
    this.withMistakes = frame.withMistakes;
    return true;
  }

  private node(kind: string, start: number, parts: readonly Match[]): Match {
    let end = this.at - T_SIZE;
    while (end > start && isBlank(this.tokens[end]!)) end -= T_SIZE;
    return { kind, start, end, parts };
  }

  // Parts

  /** Begins a part; true when it has ended at once, with its match in `value`. */
  private begin(item: Item): boolean {
    switch (item.op) {
      case 'token':
        return this.token(this.kind() === item.kind);
      case 'soft':
        return this.token(this.kind() === NAME && tokenText(this.p, this.at) === item.text);
      case 'softKeyword':
        return this.token(this.kind() === NAME && SOFT_KEYWORDS.has(tokenText(this.p, this.at)));
      case 'force':
        if (this.kind() !== item.kind) throw demanded(this, item.text);
        return this.token(true);
      case 'rule':
        return this.enter(item.rule!);
      default: {
        const frame = this.push(undefined, item);
        frame.parts = [];
        frame.atSeparator = false;
        return false;
      }
    }
  }

  private token(matches: boolean): true {
    const { at } = this;
    this.value = matches ? { kind: 'token', start: at, end: at, parts: NOTHING } : undefined;
    if (matches) this.at = at + T_SIZE;
    return true;
  }

  /** Goes on with a repetition, an option or a lookahead. True when it has ended. */
  private stepItem(frame: Frame, item: Item, isReturn: boolean): boolean {
    if (!isReturn && !this.begin(item.item!)) return false;
    if (item.op === 'opt' || item.op === 'and' || item.op === 'not') return this.endSingle(frame, item);
    for (;;) {
      if (this.value === undefined) return this.endRepeat(frame, item);
      if (!frame.atSeparator) frame.parts.push(this.value);
      if (item.op === 'gather') frame.atSeparator = !frame.atSeparator;
      if (!frame.atSeparator || item.op === 'gather') {
        // A separator without an item behind it does not belong to the list.
        if (item.op !== 'gather' || frame.atSeparator) frame.before = this.at;
        if (!this.begin(frame.atSeparator ? item.separator! : item.item!)) return false;
      }
    }
  }

  private endSingle(frame: Frame, item: Item): true {
    const { start } = frame;
    const found = this.value !== undefined;
    if (item.op === 'opt') {
      if (found) return true;
      this.at = start;
      this.value = { kind: '', start, end: start - T_SIZE, parts: NOTHING };
    } else {
      this.at = start;
      this.value = found === (item.op === 'and') ? { kind: '', start, end: start, parts: NOTHING } : undefined;
    }
    return true;
  }

  private endRepeat(frame: Frame, item: Item): true {
    this.at = frame.before;
    const isEmpty = frame.parts.length === 0;
    this.value = isEmpty && item.op !== 'star' ? undefined : this.node('', frame.start, frame.parts);
    return true;
  }
}

/** Tokens that do not count as the end of what they follow. */
function isBlank(kind: number): boolean {
  return kind === NEWLINE || kind === INDENT || kind === DEDENT || kind === ENDMARKER;
}

/** The nodes in a match, sequences within sequences laid flat; tokens are left out. */
export function nodesIn(match: Match, into: Match[] = []): Match[] {
  for (const part of match.parts) {
    if (part.kind === '') nodesIn(part, into);
    else if (part.kind !== 'token') into.push(part);
  }
  return into;
}
