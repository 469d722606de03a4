// Reads the notation of grammar.ts and mistakes.ts into rules for peg.ts. Done once, at the first syntax error.

import * as T from '../tokens.ts';

export type Op = 'token' | 'soft' | 'softKeyword' | 'rule' | 'opt' | 'star' | 'plus' | 'gather' | 'and' | 'not' | 'force' | 'cut';

/** One part of an alternative. */
export interface Item {
  op: Op;
  /** The token of `token` and `force`. */
  kind: number;
  /** The word of `soft`; what `force` demands. */
  text: string;
  /** Of `rule`. */
  rule: Rule | undefined;
  /** What is optional, repeated or looked ahead for. */
  item: Item | undefined;
  /** Of `gather`. */
  separator: Item | undefined;
  label: string;
  /** The tokens it may be, if it is one. A demanded token that is missing is an error: it must be tried whatever comes. */
  first: KindSet;
}

export interface Mistake {
  where: string;
  message: string;
}

export interface Alternative {
  items: Item[];
  /** Kind of the node made; empty for none. */
  node: string;
  /** Label of the part passed on. */
  pass: string;
  /** Name of a function in actions.ts. */
  check: string;
  mistake: Mistake | undefined;
  /** The minor version of Python that brought this, and what it is called in a message; 0 for all versions. */
  since: number;
  feature: string;
  /** The tokens the alternative may begin with. */
  first: KindSet;
  /** The alternative is a mistake and nothing else: only tried in the second pass. */
  isBad: boolean;
}

export interface Rule {
  name: string;
  id: number;
  alternatives: Alternative[];
  memo: boolean;
  isLeftRecursive: boolean;
  /** No mistakes are looked for inside. */
  isPlain: boolean;
}

const TOKEN = /\s*('[^']+'|"[^"]+"|[A-Za-z_]\w*=(?=[^\s])|[A-Za-z_]\w*|&&|[&!~()|?*+.])/y;

class NotationReader {
  /** Those without a name too. */
  readonly all: Rule[] = [];
  private readonly rules = new Map<string, Rule>();
  private text = '';
  private pos = 0;

  read(...texts: string[]): Map<string, Rule> {
    for (const text of texts) {
      for (const paragraph of text.trim().split(/\n\n+/)) this.paragraph(paragraph);
    }
    for (const rule of this.rules.values()) {
      if (rule.alternatives.length === 0) throw new Error(`rule ${rule.name} is not defined`);
    }
    return this.rules;
  }

  private paragraph(paragraph: string): void {
    const [head, ...lines] = paragraph.split('\n');
    const name = head!.replace(/[<^]+$/, '');
    const rule = this.rule(name);
    rule.memo = head!.endsWith('^');
    rule.isLeftRecursive = head!.endsWith('<');
    rule.isPlain = name === 'plain_expression';
    for (const line of lines) rule.alternatives.push(this.line(line.trim()));
  }

  private rule(name: string): Rule {
    let rule = this.rules.get(name);
    if (rule === undefined) {
      rule = this.newRule(name, []);
      this.rules.set(name, rule);
    }
    return rule;
  }

  private line(line: string): Alternative {
    const [, pattern, ending] = /^(.*?)\s*((?:!! |=> |@[a-z]).*)?$/.exec(line)!;
    this.text = pattern!;
    this.pos = 0;
    const items = this.items();
    const alternative = makeAlternative(items);
    alternative.isBad = items.length === 1 && items[0]!.op === 'rule' && items[0]!.rule!.name.startsWith('bad_');
    for (const part of (ending ?? '').split(/\s+(?==> |@since )/)) this.ending(alternative, part);
    return alternative;
  }

  private ending(alternative: Alternative, part: string): void {
    if (part.startsWith('!! ')) {
      const [, where, message] = /^!! +(\S+) *(.*)$/.exec(part)!;
      alternative.mistake = { where: where!, message: message! };
    } else if (part.startsWith('@since ')) {
      const [, minor, feature] = /^@since (\d+) (.*)$/.exec(part)!;
      alternative.since = Number(minor);
      alternative.feature = feature!;
    } else if (part.startsWith('@')) {
      alternative.check = part.slice(1);
    } else if (part.startsWith('=> ')) {
      const name = part.slice(3);
      if (/^[a-z]$/.test(name)) alternative.pass = name;
      else alternative.node = name;
    }
  }

  private peek(): string {
    TOKEN.lastIndex = this.pos;
    return TOKEN.exec(this.text)?.[1] ?? '';
  }

  private take(): string {
    TOKEN.lastIndex = this.pos;
    const match = TOKEN.exec(this.text);
    if (match === null) throw new Error(`cannot read ${this.text.slice(this.pos)}`);
    this.pos = TOKEN.lastIndex;
    return match[1]!;
  }

  private items(): Item[] {
    const items: Item[] = [];
    for (let next = this.peek(); next !== '' && next !== ')' && next !== '|'; next = this.peek()) items.push(this.item());
    return items;
  }

  private item(): Item {
    const next = this.peek();
    if (next.endsWith('=') && /^[a-z]/.test(next)) {
      this.take();
      const item = this.item();
      item.label = next.slice(0, -1);
      return item;
    }
    if (next === '&' || next === '!') {
      this.take();
      return makeItem(next === '&' ? 'and' : 'not', { item: this.atom() });
    }
    if (next === '&&') {
      this.take();
      const atom = this.atom();
      return makeItem('force', { kind: atom.kind, text: atom.text });
    }
    if (next === '~') {
      this.take();
      return makeItem('cut', {});
    }
    const atom = this.atom();
    switch (this.peek()) {
      case '?':
        this.take();
        return makeItem('opt', { item: atom });
      case '*':
        this.take();
        return makeItem('star', { item: atom });
      case '+':
        this.take();
        return makeItem('plus', { item: atom });
      case '.': {
        this.take();
        const item = this.atom();
        this.take();
        return makeItem('gather', { item, separator: atom });
      }
      default:
        return atom;
    }
  }

  private atom(): Item {
    const token = this.take();
    if (token === '(') return this.group();
    const word = token.slice(1, -1);
    if (token.startsWith("'")) return makeItem('token', { kind: kindOf(word), text: word });
    if (token.startsWith('"')) return makeItem('soft', { text: word });
    if (token === 'SOFT_KEYWORD') return makeItem('softKeyword', {});
    if (/^[A-Z]/.test(token)) return makeItem('token', { kind: (T as unknown as Record<string, number>)[token]!, text: token });
    return makeItem('rule', { rule: this.rule(token) });
  }

  private group(): Item {
    const alternatives: Alternative[] = [];
    for (;;) {
      alternatives.push(makeAlternative(this.items()));
      if (this.take() === ')') break;
    }
    const [only] = alternatives;
    if (alternatives.length === 1 && only!.items.length === 1) return only!.items[0]!;
    return makeItem('rule', { rule: this.newRule('', alternatives) });
  }

  private newRule(name: string, alternatives: Alternative[]): Rule {
    const rule = { name, id: this.all.length, alternatives, memo: false, isLeftRecursive: false, isPlain: false };
    this.all.push(rule);
    return rule;
  }
}

function makeAlternative(items: Item[]): Alternative {
  return { items, node: '', pass: '', check: '', mistake: undefined, since: 0, feature: '', first: NO_TOKENS, isBad: false };
}

function makeItem(op: Op, parts: Partial<Item>): Item {
  const first = op === 'force' ? ALL_TOKENS : op === 'token' ? only(parts.kind!) : op.startsWith('soft') ? only(T.NAME) : NO_TOKENS;
  return { op, kind: 0, text: '', rule: undefined, item: undefined, separator: undefined, label: '', first, ...parts };
}

function kindOf(word: string): number {
  const keyword = T.KEYWORDS.indexOf(word);
  if (keyword >= 0) return T.K_FALSE + keyword;
  const operator = T.OPERATORS.indexOf(word);
  if (operator < 0) throw new Error(`no token ${word}`);
  return T.LPAR + operator;
}

export function readNotation(...texts: string[]): Map<string, Rule> {
  const reader = new NotationReader();
  const rules = reader.read(...texts);
  findFirstTokens(reader.all);
  return rules;
}

/** A set of kinds of token: 32 of them in each word. */
export type KindSet = Int32Array;

const WORDS = (T.KIND_COUNT + 31) >> 5;
const NO_TOKENS: KindSet = new Int32Array(WORDS);
const ALL_TOKENS: KindSet = new Int32Array(WORDS).fill(-1);

function only(kind: number): KindSet {
  const set = new Int32Array(WORDS);
  set[kind >> 5] = 1 << (kind & 31);
  return set;
}

export function hasKind(set: KindSet, kind: number): boolean {
  return ((set[kind >> 5]! >>> (kind & 31)) & 1) === 1;
}

/** Adds one set to another; true if that made a difference. */
function addKinds(to: KindSet, from: KindSet): boolean {
  let isChanged = false;
  for (let i = 0; i < WORDS; i++) {
    const word = to[i]! | from[i]!;
    if (word === to[i]) continue;
    to[i] = word;
    isChanged = true;
  }
  return isChanged;
}

/**
 * Finds for each alternative the tokens it may begin with, rather too many than too few: until nothing changes, a rule begins
 * with whatever its alternatives do. A rule that may match nothing begins with any token.
 */
function findFirstTokens(rules: Rule[]): void {
  const firsts = rules.map(() => new Int32Array(WORDS));
  const empties = new Set<Rule>();
  for (const rule of rules) for (const alternative of rule.alternatives) alternative.first = new Int32Array(WORDS);
  let isChanged = true;

  /** Adds the tokens a part may begin with; true if it may match nothing. */
  const addItem = (to: KindSet, item: Item): boolean => {
    switch (item.op) {
      case 'rule':
        addKinds(to, firsts[item.rule!.id]!);
        return empties.has(item.rule!);
      case 'opt':
      case 'star':
        addItem(to, item.item!);
        return true;
      case 'plus':
      case 'gather':
      case 'and':
        return addItem(to, item.item!);
      case 'not':
      case 'cut':
        return true;
      default:
        addKinds(to, item.first);
        return false;
    }
  };
  // Rules come before those they are made of, so the last are known first.
  const bottomUp = rules.toReversed();
  while (isChanged) {
    isChanged = false;
    for (const rule of bottomUp) {
      for (const { items, first } of rule.alternatives) {
        if (items.every((item) => addItem(first, item)) && !empties.has(rule)) {
          addKinds(first, ALL_TOKENS);
          empties.add(rule);
          isChanged = true;
        }
        if (addKinds(firsts[rule.id]!, first)) isChanged = true;
      }
    }
  }
}
