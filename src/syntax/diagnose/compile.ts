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
  private readonly rules = new Map<string, Rule>();
  private text = '';
  private pos = 0;
  private nextId = 0;

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
      rule = { name, id: this.nextId++, alternatives: [], memo: false, isLeftRecursive: false, isPlain: false };
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
      case '?': this.take(); return makeItem('opt', { item: atom });
      case '*': this.take(); return makeItem('star', { item: atom });
      case '+': this.take(); return makeItem('plus', { item: atom });
      case '.': {
        this.take();
        const item = this.atom();
        this.take();
        return makeItem('gather', { item, separator: atom });
      }
      default: return atom;
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
    return makeItem('rule', {
      rule: { name: '', id: this.nextId++, alternatives, memo: false, isLeftRecursive: false, isPlain: false },
    });
  }
}

function makeAlternative(items: Item[]): Alternative {
  return { items, node: '', pass: '', check: '', mistake: undefined, since: 0, feature: '', isBad: false };
}

function makeItem(op: Op, parts: Partial<Item>): Item {
  return { op, kind: 0, text: '', rule: undefined, item: undefined, separator: undefined, label: '', ...parts };
}

function kindOf(word: string): number {
  const keyword = T.KEYWORDS.indexOf(word);
  if (keyword >= 0) return T.K_FALSE + keyword;
  const operator = T.OPERATORS.indexOf(word);
  if (operator < 0) throw new Error(`no token ${word}`);
  return T.LPAR + operator;
}

export function readNotation(...texts: string[]): Map<string, Rule> {
  return new NotationReader().read(...texts);
}
