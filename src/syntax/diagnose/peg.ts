// The diagnosing parser: matches tokens against the rules of grammar.ts and mistakes.ts by trying alternatives in order and
// going back, remembering results as CPython does. It makes no AST, only nodes that know their kind, place and parts, which
// is what messages need. A mistake that matches is thrown at once, as PySyntaxErrorInfo.
// CPython: Parser/pegen.c and the parser generated from the grammar.

import { type Parser, stackOverflow, tokenText } from '../parserState.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { DEDENT, ENDMARKER, ERRORTOKEN, INDENT, NAME, NEWLINE, T_END, T_SIZE, T_START } from '../tokens.ts';
import { checks } from './actions.ts';
import type { Alternative, Item, Rule } from './compile.ts';
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

export class Diagnoser {
  readonly p: Parser;
  readonly tokenizer: Tokenizer;
  readonly tokens: Int32Array;
  readonly rules: Map<string, Rule>;
  /** Cell of the current token. */
  at = 0;
  /** Cell of the last token looked at; -1 at the beginning. */
  fill = -T_SIZE;
  /** The second pass: mistakes are looked for. */
  withMistakes = false;
  private readonly version: number;
  private memo = new Map<number, { result: Match | undefined; at: number }>();
  private depth = 0;

  constructor(p: Parser, tokenizer: Tokenizer, rules: Map<string, Rule>) {
    this.p = p;
    this.tokenizer = tokenizer;
    this.tokens = p.tokens;
    this.rules = rules;
    this.version = p.options.featureVersion ?? LATEST;
  }

  /** Parses everything by this rule. Throws what is wrong, if it is more than a mismatch. */
  run(rule: string, withMistakes: boolean): boolean {
    this.at = 0;
    this.depth = 0;
    this.memo.clear();
    this.withMistakes = withMistakes;
    return this.match(this.rules.get(rule)!) !== undefined;
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

  match(rule: Rule): Match | undefined {
    if (!rule.memo && !rule.isLeftRecursive) return this.alternatives(rule);
    const key = this.at / T_SIZE * 1024 + rule.id;
    const known = this.memo.get(key);
    if (known !== undefined) {
      this.at = known.at;
      return known.result;
    }
    if (rule.isLeftRecursive) return this.grow(rule, key);
    const result = this.alternatives(rule);
    this.memo.set(key, { result, at: this.at });
    return result;
  }

  /** Left recursion: each round finds what the one before has found, and extends it by one operand. */
  private grow(rule: Rule, key: number): Match | undefined {
    const start = this.at;
    let end = start;
    let result: Match | undefined;
    for (;;) {
      this.memo.set(key, { result, at: end });
      this.at = start;
      const longer = this.alternatives(rule);
      if (longer === undefined || this.at <= end) break;
      result = longer;
      end = this.at;
    }
    this.at = end;
    this.memo.set(key, { result, at: end });
    return result;
  }

  private alternatives(rule: Rule): Match | undefined {
    if (++this.depth > MAX_DEPTH) throw stackOverflow();
    const start = this.at;
    const { withMistakes } = this;
    if (rule.isPlain) this.withMistakes = false;
    const { alternatives } = rule;
    let result: Match | undefined;
    for (let i = 0; i < alternatives.length; i++) {
      const alternative = alternatives[i]!;
      if (alternative.isBad && !this.withMistakes) continue;
      this.at = start;
      const outcome = this.alternative(alternative, start);
      if (outcome === 'failed') continue;
      if (outcome !== 'cut' && outcome !== 'refused') result = outcome;
      if (outcome === 'cut') this.at = start;
      break;
    }
    if (result === undefined) this.at = start;
    this.withMistakes = withMistakes;
    this.depth--;
    return result;
  }

  private alternative(alternative: Alternative, start: number): Match | 'failed' | 'cut' | 'refused' {
    const { items } = alternative;
    const parts: Match[] = [];
    let labels: Labels | undefined;
    let isCut = false;
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (item.op === 'cut') {
        isCut = true;
        continue;
      }
      const part = this.item(item);
      if (part === undefined) return isCut ? 'cut' : 'failed';
      if (item.op !== 'and' && item.op !== 'not') parts.push(part);
      if (item.label !== '') (labels ??= {})[item.label] = part;
    }
    if (alternative.mistake !== undefined) {
      raiseMistake(this, alternative.mistake, labels ?? {}, start, parts);
      return 'refused';
    }
    if (alternative.since > this.version) throw atLastToken(this, 'SyntaxError', `${alternative.feature} only supported in Python 3.${alternative.since} and greater`);
    const result = this.result(alternative, start, parts, labels);
    if (alternative.check === '') return result;
    const checked = checks[alternative.check]!(this, result, labels ?? {});
    return checked === true ? result : checked === false ? 'refused' : checked;
  }

  private result(alternative: Alternative, start: number, parts: Match[], labels: Labels | undefined): Match {
    if (alternative.pass !== '') return labels![alternative.pass]!;
    if (alternative.node === '' && parts.length === 1) return parts[0]!;
    return this.node(alternative.node, start, parts);
  }

  private node(kind: string, start: number, parts: readonly Match[]): Match {
    let end = this.at - T_SIZE;
    while (end > start && isBlank(this.tokens[end]!)) end -= T_SIZE;
    return { kind, start, end, parts };
  }

  private item(item: Item): Match | undefined {
    switch (item.op) {
      case 'token': return this.kind() === item.kind ? this.takeToken() : undefined;
      case 'rule': return this.match(item.rule!);
      case 'opt': {
        const start = this.at;
        const part = this.item(item.item!);
        if (part !== undefined) return part;
        this.at = start;
        return { kind: '', start, end: start - T_SIZE, parts: NOTHING };
      }
      case 'star': return this.repeat(item, 0);
      case 'plus': return this.repeat(item, 1);
      case 'gather': return this.gather(item);
      case 'and': case 'not': {
        const start = this.at;
        const part = this.item(item.item!);
        this.at = start;
        return (part !== undefined) === (item.op === 'and') ? { kind: '', start, end: start, parts: NOTHING } : undefined;
      }
      case 'soft': return this.kind() === NAME && tokenText(this.p, this.at) === item.text ? this.takeToken() : undefined;
      case 'softKeyword': return this.kind() === NAME && SOFT_KEYWORDS.has(tokenText(this.p, this.at)) ? this.takeToken() : undefined;
      case 'force':
        if (this.kind() !== item.kind) throw demanded(this, item.text);
        return this.takeToken();
      case 'cut': return undefined;
    }
  }

  private takeToken(): Match {
    const { at } = this;
    this.at = at + T_SIZE;
    return { kind: 'token', start: at, end: at, parts: NOTHING };
  }

  private repeat(item: Item, minimum: number): Match | undefined {
    const start = this.at;
    const parts: Match[] = [];
    for (;;) {
      const before = this.at;
      const part = this.item(item.item!);
      if (part === undefined) {
        this.at = before;
        break;
      }
      parts.push(part);
    }
    return parts.length < minimum ? undefined : this.node('', start, parts);
  }

  private gather(item: Item): Match | undefined {
    const start = this.at;
    const first = this.item(item.item!);
    if (first === undefined) return undefined;
    const parts = [first];
    for (;;) {
      const before = this.at;
      const part = this.item(item.separator!) === undefined ? undefined : this.item(item.item!);
      if (part === undefined) {
        this.at = before;
        break;
      }
      parts.push(part);
    }
    return this.node('', start, parts);
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
