// The document type declaration: entities, attribute defaults and notations, from the internal subset and from external ones.
// The internal subset is read when all of it is there; a reader asks here for entities and attributes afterwards.
import { XmlError } from './errors.ts';
import { NAME, NMTOKEN, lines, type ContentModel, type XmlReader } from './reader.ts';

export interface Entity {
  name: string;
  isParameter: boolean;
  /** Replacement text of an internal entity. */
  value: string | undefined;
  system: string | undefined;
  publicId: string | undefined;
  notation: string | undefined;
  base: string | undefined;
  /** Being replaced now. */
  open: boolean;
}

interface Attribute {
  isCdata: boolean;
  value: string | undefined;
}

interface Token {
  kind: 'name' | 'literal' | 'open' | 'mark' | 'hash' | 'parameter' | 'end';
  text: string;
  at: number;
}

const MIXED = 3,
  CHOICE = 5,
  SEQUENCE = 6;
const QUANTIFIERS = ['', '?', '*', '+'];

export class Dtd {
  entities = new Map<string, Entity>();
  parameters = new Map<string, Entity>();
  attributes = new Map<string, Map<string, Attribute>>();
  /** There are declarations that were not read. */
  incomplete = false;
  standalone = false;
  /** The document has its declaration. */
  seen = false;
  /** Declarations behind a reference that was not followed may not count. */
  stopped = false;
  /** Expat's guard against documents that grow without measure: from so many characters on, at most so many times the document. */
  threshold = 8388608;
  factor = 100;
  /** Characters of the document so far, and of replacement texts. */
  direct = 0;
  private grown = 0;

  /** Counts replacement texts against the length of the document. */
  expand(length: number, at: number): void {
    this.grown += length;
    const total = this.direct + this.grown;
    if (total >= this.threshold && total > this.factor * this.direct) throw new XmlError('AMPLIFICATION_LIMIT_BREACH', at);
  }

  /** Reads `<!DOCTYPE …>`; gives where it ends, -1 while it is incomplete. */
  readDoctype(r: XmlReader, text: string, pos: number, final: boolean): number {
    const end = doctypeEnd(text, pos);
    if (end < 0) {
      if (final) new Subset(this, r, text, pos, text.length).doctype();
      return -1;
    }
    new Subset(this, r, text, pos, end).doctype();
    this.seen = true;
    return end;
  }

  /** A document without a declaration that has an external subset all the same. */
  readForeign(r: XmlReader): void {
    this.seen = true;
    new Subset(this, r, '', 0, 0).externalSubset(undefined, undefined);
  }

  /** Reads an external subset or parameter entity, all of it. */
  readExternal(r: XmlReader, text: string, pos: number): void {
    const declaration = /^<\?xml\s[^]*?\?>/.exec(text.slice(pos));
    new Subset(this, r, text, pos + (declaration === null ? 0 : declaration[0].length), text.length).declarations(/* internal */ false);
  }
}

/** Behind the `>` that closes the declaration at `pos`, -1 where there is none. */
function doctypeEnd(text: string, pos: number): number {
  let depth = 0;
  for (let at = pos; at < text.length; at++) {
    const c = text[at]!;
    if (c === '"' || c === "'") {
      at = text.indexOf(c, at + 1);
      if (at < 0) return -1;
    } else if (c === '[') depth++;
    else if (c === ']') depth--;
    else if (c === '<' && text.startsWith('<!--', at)) {
      at = text.indexOf('-->', at + 4);
      if (at < 0) return -1;
      at += 2;
    } else if (c === '<' && text[at + 1] === '?') {
      at = text.indexOf('?>', at + 2);
      if (at < 0) return -1;
      at++;
    } else if (c === '>' && depth <= 0) return at + 1;
  }
  return -1;
}

/** One reading of declarations. */
class Subset {
  private dtd: Dtd;
  private r: XmlReader;
  private text: string;
  private pos: number;
  private end: number;
  /** Inside the replacement text of a parameter entity: positions stand still. */
  private nested: boolean;
  private token: Token = { kind: 'end', text: '', at: 0 };

  constructor(dtd: Dtd, r: XmlReader, text: string, pos: number, end: number, nested = false) {
    this.dtd = dtd;
    this.r = r;
    this.text = text;
    this.pos = pos;
    this.end = end;
    this.nested = nested;
  }

  private fail(name: string, at: number): never {
    throw new XmlError(name, this.nested ? this.r.at : at);
  }

  /** The next token; `consumed` says that a handler takes the declaration, so that nothing of it goes to the default handler. */
  private next(consumed: boolean): Token {
    const { text, end } = this;
    for (;;) {
      let at = this.pos;
      while (at < end && ' \t\r\n'.includes(text[at]!)) at++;
      if (at === this.pos) break;
      if (!this.nested) this.r.at = this.pos;
      if (!consumed) this.r.sink.default?.(text.slice(this.pos, at));
      this.pos = at;
    }
    const at = this.pos;
    const token = this.scan(at);
    this.pos = at + token.text.length;
    if (!this.nested) this.r.at = at;
    if (!consumed && token.kind !== 'end') this.pending = token.text;
    this.token = token;
    return token;
  }

  private pending: string | undefined;

  /** Hands the last token to the default handler, now that its own event has gone out. */
  private pass(): void {
    if (this.pending !== undefined) this.r.sink.default?.(this.pending);
    this.pending = undefined;
  }

  private scan(at: number): Token {
    const { text, end } = this;
    if (at >= end) return { kind: 'end', text: '', at };
    const c = text[at]!;
    if (c === '"' || c === "'") {
      const close = text.indexOf(c, at + 1);
      if (close < 0 || close >= end) this.fail('UNCLOSED_TOKEN', at);
      return { kind: 'literal', text: text.slice(at, close + 1), at };
    }
    if (c === '<' && text[at + 1] === '!' && text[at + 2] !== '-') {
      const open = /<!(?:\[|[A-Z]+)/y;
      open.lastIndex = at;
      const found = open.exec(text);
      if (found === null) this.fail('INVALID_TOKEN', at + 2);
      return { kind: 'open', text: found[0], at };
    }
    if (c === '%') {
      NAME.lastIndex = at + 1;
      const name = NAME.exec(text)?.[0];
      if (name === undefined) return { kind: 'mark', text: c, at };
      if (text[at + 1 + name.length] !== ';') this.fail('INVALID_TOKEN', at + 1 + name.length);
      return { kind: 'parameter', text: `%${name};`, at };
    }
    if (c === '#') {
      NAME.lastIndex = at + 1;
      const name = NAME.exec(text)?.[0];
      if (name === undefined) this.fail('INVALID_TOKEN', at + 1);
      return { kind: 'hash', text: `#${name}`, at };
    }
    if (c === ')' && at + 1 < end && '?*+'.includes(text[at + 1]!)) return { kind: 'mark', text: text.slice(at, at + 2), at };
    if ('()|,>[]'.includes(c)) return { kind: 'mark', text: text.startsWith(']]>', at) ? ']]>' : c, at };
    NMTOKEN.lastIndex = at;
    const name = NMTOKEN.exec(text)?.[0];
    if (name === undefined) this.fail('INVALID_TOKEN', at);
    return { kind: 'name', text: name, at };
  }

  private expect(kind: Token['kind'], consumed: boolean, text?: string): Token {
    const token = this.next(consumed);
    if (token.kind === 'parameter') this.fail('PARAM_ENTITY_REF', token.at);
    if (token.kind !== kind || (text !== undefined && token.text !== text)) this.wrong(token);
    return token;
  }

  private wrong(token: Token): never {
    this.fail(token.kind === 'end' ? (this.nested ? 'INCOMPLETE_PE' : 'UNCLOSED_TOKEN') : 'SYNTAX', token.at);
  }

  // --- the doctype ---------------------------------------------------------------------------------------------------------------

  doctype(): void {
    const { r, dtd } = this;
    const consumed = r.sink.startDoctype !== undefined;
    const take = (token: Token): Token => {
      if (!consumed) this.pass();
      return token;
    };
    take(this.next(consumed));
    const name = take(this.expect('name', consumed)).text;
    let token = this.next(consumed);
    let system: string | undefined;
    let publicId: string | undefined;
    if (token.kind === 'name') {
      take(token);
      if (token.text === 'PUBLIC') publicId = this.publicId(take(this.expect('literal', consumed)));
      else if (token.text !== 'SYSTEM') this.wrong(token);
      system = literal(take(this.expect('literal', consumed)));
      token = this.next(consumed);
    }
    const internal = token.text === '[';
    if (!internal && token.text !== '>') this.wrong(token);
    if (system !== undefined || r.useForeignDtd) dtd.incomplete = true;
    if (system !== undefined && r.parameterEntities === 0) this.checkStandalone();
    r.sink.startDoctype?.(name, system, publicId, internal);
    take(token);
    if (internal) {
      this.declarations(/* internal */ true);
      take(this.token);
      token = this.expect('mark', consumed, '>');
    }
    if (system !== undefined || r.useForeignDtd) this.externalSubset(system, publicId);
    if (r.sink.endDoctype !== undefined) {
      r.sink.endDoctype();
      this.pending = undefined;
    } else if (internal) take(token);
  }

  externalSubset(system: string | undefined, publicId: string | undefined): void {
    const { r, dtd } = this;
    if (r.parameterEntities === 0 || (r.parameterEntities === 1 && dtd.standalone) || r.sink.externalEntity === undefined) {
      if (r.parameterEntities !== 0) this.checkStandalone();
      return;
    }
    dtd.incomplete = false;
    if (!r.sink.externalEntity(undefined, system, publicId)) this.fail('EXTERNAL_ENTITY_HANDLING', r.at);
    this.checkStandalone();
  }

  private checkStandalone(): void {
    const { r, dtd } = this;
    if (!dtd.standalone && r.sink.notStandalone !== undefined && !r.sink.notStandalone()) this.fail('NOT_STANDALONE', r.at);
  }

  /** Declarations up to `]` or the end. */
  declarations(internal: boolean): void {
    const { r, text } = this;
    let included = 0;
    for (;;) {
      let at = this.pos;
      while (at < this.end && ' \t\r\n'.includes(text[at]!)) at++;
      if (at > this.pos) {
        if (!this.nested) r.at = this.pos;
        r.sink.default?.(text.slice(this.pos, at));
        this.pos = at;
      }
      if (!this.nested) r.at = at;
      if (text.startsWith('<!--', at)) {
        this.pos = this.whole(r.comment(text, at), at);
        continue;
      }
      if (text.startsWith('<?', at)) {
        this.pos = this.whole(r.instruction(text, at), at);
        continue;
      }
      const token = this.scan(at);
      if (token.kind === 'end') {
        if (internal || included > 0) this.fail('UNCLOSED_TOKEN', at);
        return;
      }
      if (token.text === ']]>' && included > 0) {
        included--;
        this.pos = at + 3;
        continue;
      }
      if (token.text[0] === ']' && internal) {
        this.token = { kind: 'mark', text: ']', at };
        this.pos = at + 1;
        this.pending = ']';
        return;
      }
      if (token.kind === 'parameter') {
        this.pos = at + token.text.length;
        this.parameter(token, internal);
        continue;
      }
      if (token.kind !== 'open') this.wrong(token);
      if (token.text === '<![') {
        if (internal) this.fail('SYNTAX', at);
        included += this.conditional(at);
        continue;
      }
      this.declaration(token);
    }
  }

  private whole(end: number, at: number): number {
    if (end < 0 || end > this.end) this.fail('UNCLOSED_TOKEN', at);
    return end;
  }

  /** `<![INCLUDE[` gives 1; `<![IGNORE[` is passed over. */
  private conditional(at: number): number {
    const found = /<!\[\s*(%?)([^[\s;]+);?\s*\[/y;
    found.lastIndex = at;
    const match = found.exec(this.text);
    if (match === null) this.fail('SYNTAX', at);
    const word = match[1] === '%' ? this.dtd.parameters.get(match[2]!)?.value?.trim() : match[2];
    this.pos = found.lastIndex;
    if (word === 'INCLUDE') return 1;
    if (word !== 'IGNORE') this.fail('SYNTAX', at);
    let depth = 1;
    while (depth > 0) {
      const mark = /<!\[|\]\]>/g;
      mark.lastIndex = this.pos;
      const next = mark.exec(this.text);
      if (next === null) this.fail('UNCLOSED_TOKEN', at);
      depth += next[0] === ']]>' ? -1 : 1;
      this.pos = mark.lastIndex;
    }
    return 0;
  }

  private parameter(token: Token, internal: boolean): void {
    const { dtd, r } = this;
    const entity = dtd.parameters.get(token.text.slice(1, -1));
    const wasIncomplete = dtd.incomplete;
    dtd.incomplete = true;
    if (r.parameterEntities === 0) {
      dtd.stopped = !dtd.standalone;
      r.sink.default?.(token.text);
      this.checkStandalone();
      return;
    }
    if (entity === undefined) {
      if (!wasIncomplete && (dtd.standalone || !internal)) this.fail('UNDEFINED_ENTITY', token.at);
      this.skip(token);
      return;
    }
    if (entity.open) this.fail('RECURSIVE_ENTITY_REF', token.at);
    entity.open = true;
    try {
      if (entity.value !== undefined) {
        dtd.incomplete = wasIncomplete;
        dtd.expand(entity.value.length, token.at);
        r.sink.default?.(token.text);
        new Subset(dtd, r, entity.value, 0, entity.value.length, /* nested */ true).declarations(/* internal */ false);
      } else if (r.parameterEntities > 0 && r.sink.externalEntity !== undefined) {
        dtd.incomplete = wasIncomplete;
        if (!r.sink.externalEntity(undefined, entity.system, entity.publicId)) this.fail('EXTERNAL_ENTITY_HANDLING', token.at);
      } else {
        this.skip(token);
      }
    } finally {
      entity.open = false;
    }
  }

  private skip(token: Token): void {
    const { sink } = this.r;
    if (sink.skippedEntity !== undefined) sink.skippedEntity(token.text.slice(1, -1), true);
    else sink.default?.(token.text);
  }

  private declaration(token: Token): void {
    switch (token.text) {
      case '<!ENTITY':
        return this.entity();
      case '<!ATTLIST':
        return this.attlist();
      case '<!ELEMENT':
        return this.element();
      case '<!NOTATION':
        return this.notation();
      default:
        this.fail('SYNTAX', token.at);
    }
  }

  private entity(): void {
    const { r } = this;
    const consumed = r.sink.entityDecl !== undefined;
    const take = (token: Token): Token => {
      this.pass();
      return token;
    };
    take(this.next(consumed));
    let token = take(this.next(consumed));
    const isParameter = token.text === '%';
    if (isParameter) token = take(this.next(consumed));
    if (token.kind !== 'name') this.wrong(token);
    const entity: Entity = {
      name: token.text,
      isParameter,
      value: undefined,
      system: undefined,
      publicId: undefined,
      notation: undefined,
      base: r.base,
      open: false,
    };
    token = this.next(consumed);
    if (token.kind === 'literal') {
      entity.value = this.entityValue(token);
      this.define(entity);
      if (!this.dtd.stopped) r.sink.entityDecl?.(entity, entity.value);
      take(token);
      take(this.expect('mark', consumed, '>'));
      return;
    }
    take(token);
    if (token.text === 'PUBLIC') entity.publicId = this.publicId(take(this.expect('literal', consumed)));
    else if (token.text !== 'SYSTEM') this.wrong(token);
    entity.system = literal(take(this.expect('literal', consumed)));
    token = this.next(consumed);
    if (token.text === 'NDATA' && !isParameter) {
      take(token);
      token = this.expect('name', consumed);
      entity.notation = token.text;
      this.define(entity);
      if (r.sink.unparsedEntity !== undefined) r.sink.unparsedEntity(entity);
      else r.sink.entityDecl?.(entity, undefined);
      take(token);
      take(this.expect('mark', consumed, '>'));
      return;
    }
    if (token.text !== '>') this.wrong(token);
    this.define(entity);
    if (!this.dtd.stopped) r.sink.entityDecl?.(entity, undefined);
    take(token);
  }

  /** The first declaration counts. */
  private define(entity: Entity): void {
    const map = entity.isParameter ? this.dtd.parameters : this.dtd.entities;
    if (!this.dtd.stopped && !map.has(entity.name)) map.set(entity.name, entity);
  }

  /** Character references are replaced at once, parameter entities too (outside of the internal subset), general ones later. */
  private entityValue(token: Token): string {
    const raw = lines(token.text.slice(1, -1));
    return raw.replace(/&#([^;]*);|%([^;%\s]*);|[&%]/g, (all: string, character: string | undefined, parameter: string | undefined, offset: number) => {
      const at = token.at + 1 + offset;
      if (character !== undefined) {
        const n = character[0] === 'x' ? Number.parseInt(character.slice(1), 16) : Number.parseInt(character, 10);
        if (!(n === 9 || n === 10 || n === 13 || (n >= 32 && n < 0xd800) || (n > 0xdfff && n < 0x110000))) this.fail('BAD_CHAR_REF', at);
        return String.fromCodePoint(n);
      }
      if (parameter !== undefined) {
        if (!this.nested && !this.r.external) this.fail('PARAM_ENTITY_REF', at);
        return this.dtd.parameters.get(parameter)?.value ?? '';
      }
      if (all === '%') this.fail('INVALID_TOKEN', at + 1);
      return all;
    });
  }

  private publicId(token: Token): string {
    const text = literal(token)
      .replace(/[ \r\n]+/g, ' ')
      .trim();
    const bad = /[^-a-zA-Z0-9 '()+,./:=?;!*#@$_%]/.exec(text);
    if (bad !== null) this.fail('PUBLICID', token.at);
    return text;
  }

  private notation(): void {
    const { sink } = this.r;
    const consumed = sink.notation !== undefined;
    this.next(consumed);
    this.pass();
    const name = this.expect('name', consumed).text;
    this.pass();
    let token = this.expect('name', consumed);
    this.pass();
    let publicId: string | undefined;
    let system: string | undefined;
    if (token.text === 'PUBLIC') {
      publicId = this.publicId(this.expect('literal', consumed));
      this.pass();
      const { pos } = this;
      token = this.next(/* consumed */ true);
      if (token.kind === 'literal') system = literal(token);
      else this.pos = pos;
    } else if (token.text === 'SYSTEM') {
      system = literal(this.expect('literal', consumed));
      this.pass();
    } else {
      this.wrong(token);
    }
    sink.notation?.(name, system, publicId);
    this.expect('mark', consumed, '>');
    this.pass();
  }

  // --- elements and attributes -----------------------------------------------------------------------------------------------------

  private element(): void {
    const { sink } = this.r;
    const consumed = sink.elementDecl !== undefined;
    this.next(consumed);
    this.pass();
    const name = this.expect('name', consumed).text;
    this.pass();
    const token = this.next(consumed);
    let model: ContentModel;
    if (token.text === 'EMPTY' || token.text === 'ANY') {
      model = { type: token.text === 'EMPTY' ? 1 : 2, quantifier: 0, name: undefined, children: [] };
    } else if (token.text === '(') {
      this.pass();
      model = this.group(consumed);
    } else {
      this.wrong(token);
    }
    sink.elementDecl?.(name, model);
    this.pass();
    this.expect('mark', consumed, '>');
    this.pass();
  }

  /** A group behind its `(`, up to its `)`. */
  private group(consumed: boolean): ContentModel {
    const group: ContentModel = { type: 0, quantifier: 0, name: undefined, children: [] };
    for (;;) {
      const token = this.next(consumed);
      if (token.kind === 'parameter') this.fail('PARAM_ENTITY_REF', token.at);
      if (token.text === '#PCDATA') {
        group.type = MIXED;
        this.pass();
      } else if (token.text === '(') {
        this.pass();
        group.children.push(this.group(consumed));
        this.pass();
      } else if (token.kind === 'name') {
        const quantifier = this.pos < this.end ? Math.max(0, QUANTIFIERS.indexOf(this.text[this.pos]!)) : 0;
        if (quantifier > 0) {
          this.pos++;
          if (this.pending !== undefined) this.pending += QUANTIFIERS[quantifier];
        }
        group.children.push({ type: 4, quantifier, name: token.text, children: [] });
        this.pass();
      } else {
        this.wrong(token);
      }
      const mark = this.next(consumed);
      if (mark.text[0] === ')') {
        group.quantifier = QUANTIFIERS.indexOf(mark.text.slice(1));
        if (group.type === 0) group.type = SEQUENCE;
        return group;
      }
      if (mark.text !== '|' && mark.text !== ',') this.wrong(mark);
      const type = mark.text === '|' ? CHOICE : SEQUENCE;
      if (group.type !== MIXED) {
        if (group.type !== 0 && group.type !== type) this.fail('SYNTAX', mark.at);
        group.type = type;
      }
      this.pass();
    }
  }

  private attlist(): void {
    const { sink } = this.r;
    const consumed = sink.attlistDecl !== undefined;
    this.next(consumed);
    this.pass();
    const element = this.expect('name', consumed).text;
    this.pass();
    let known = this.dtd.attributes.get(element);
    if (known === undefined) this.dtd.attributes.set(element, (known = new Map()));
    for (;;) {
      let token = this.next(consumed);
      this.pass();
      if (token.text === '>') return;
      if (token.kind === 'parameter') this.fail('PARAM_ENTITY_REF', token.at);
      if (token.kind !== 'name') this.wrong(token);
      const attribute = token.text;
      const type = this.attributeType(consumed);
      token = this.next(consumed);
      let value: string | undefined;
      let required = false;
      if (token.text === '#FIXED') {
        required = true;
        this.pass();
        token = this.expect('literal', consumed);
      } else if (token.text === '#REQUIRED') {
        required = true;
      } else if (token.text !== '#IMPLIED' && token.kind !== 'literal') {
        this.wrong(token);
      }
      if (token.kind === 'literal') value = this.r.attributeValue(literal(token), type === 'CDATA', token.at + 1);
      if (!this.dtd.stopped && !known.has(attribute)) known.set(attribute, { isCdata: type === 'CDATA', value });
      sink.attlistDecl?.(element, attribute, type, value, required);
      this.pass();
    }
  }

  private attributeType(consumed: boolean): string {
    let token = this.next(consumed);
    this.pass();
    let type = '';
    if (token.kind === 'name') {
      if (token.text !== 'NOTATION') {
        if (!/^(CDATA|ID|IDREFS?|ENTITY|ENTITIES|NMTOKENS?)$/.test(token.text)) this.wrong(token);
        return token.text;
      }
      type = 'NOTATION';
      token = this.next(consumed);
      this.pass();
    }
    if (token.text !== '(') this.wrong(token);
    const names: string[] = [];
    do {
      names.push(this.expect('name', consumed).text);
      this.pass();
      token = this.next(consumed);
      this.pass();
    } while (token.text === '|');
    if (token.text !== ')') this.wrong(token);
    return `${type}(${names.join('|')})`;
  }
}

const literal = (token: Token): string => lines(token.text.slice(1, -1));
