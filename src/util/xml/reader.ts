// An XML 1.0 processor without validation, after expat's manners: text comes in pieces, events go out in order, each with its position.
//
// The idea: `buf` holds what has been decoded and not yet used up. Tokens are recognised whole; one that is not complete yet is left for
// the next piece. `at` is where the current event begins. The document type declaration is read by dtd.ts once all of it is there.
// Replacement texts of internal entities are read by the same code, with the position standing still at the reference.
import { XmlError } from './errors.ts';
import { Dtd, type Entity } from './dtd.ts';

/** Receivers of events; what has none goes to `default` as raw text. */
export interface XmlSink {
  startElement?(name: string, attributes: string[], specified: number): void;
  endElement?(name: string): void;
  text?(data: string): void;
  pi?(target: string, data: string): void;
  comment?(data: string): void;
  startCdata?(): void;
  endCdata?(): void;
  default?(raw: string): void;
  /** Internal entities are replaced although there is a `default`. */
  expand: boolean;
  startNamespace?(prefix: string | undefined, uri: string | undefined): void;
  endNamespace?(prefix: string | undefined): void;
  xmlDecl?(version: string | undefined, encoding: string | undefined, standalone: number): void;
  startDoctype?(name: string, system: string | undefined, publicId: string | undefined, internal: boolean): void;
  endDoctype?(): void;
  elementDecl?(name: string, model: ContentModel): void;
  attlistDecl?(element: string, attribute: string, type: string, value: string | undefined, required: boolean): void;
  entityDecl?(entity: Entity, value: string | undefined): void;
  unparsedEntity?(entity: Entity): void;
  notation?(name: string, system: string | undefined, publicId: string | undefined): void;
  notStandalone?(): boolean;
  externalEntity?(context: string | undefined, system: string | undefined, publicId: string | undefined): boolean;
  skippedEntity?(name: string, isParameter: boolean): void;
}

export interface ContentModel {
  type: number;
  quantifier: number;
  name: string | undefined;
  children: ContentModel[];
}

const START =
  ':A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\udfff\\uf900-\\ufdcf\\ufdf0-\\ufffd';
export const NAME = new RegExp(`[${START}][${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`, 'y');
export const NMTOKEN = new RegExp(`[${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]+`, 'y');
const SPACE = /[ \t\r\n]*/y;
export const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const XML_URI = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_URI = 'http://www.w3.org/2000/xmlns/';
const PREDEFINED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 13 || c === 9;

type Phase = 'start' | 'prolog' | 'content' | 'epilog' | 'subset' | 'done';

export class XmlReader {
  sink: XmlSink;
  /** Undefined without namespace processing. */
  separator: string | undefined;
  prefixes = false;
  buf = '';
  /** Where the current event begins. */
  at = 0;
  dtd: Dtd;
  phase: Phase = 'start';
  /** An external entity: content without a root element of its own. */
  external = false;
  useForeignDtd = false;
  /** Reads external parameter entities: 0 never, 1 unless standalone, 2 always. */
  parameterEntities = 0;
  base: string | undefined;
  /** Most characters of text in one piece. */
  longest = Number.MAX_SAFE_INTEGER;
  private pos = 0;
  private stack: string[] = [];
  private final = false;
  /** Index of the first forbidden character in `buf`. */
  badAt = -1;
  /** Above 0 inside the replacement text of an entity: positions stand still. */
  private inEntity = 0;
  private uris = new Map<string, string>([['xml', XML_URI]]);
  private bindings: (readonly [prefix: string, before: string | undefined])[][] = [];

  constructor(sink: XmlSink, separator: string | undefined, dtd = new Dtd()) {
    this.sink = sink;
    this.separator = separator;
    this.dtd = dtd;
  }

  /** A reader of an external entity that this document refers to. */
  child(sink: XmlSink, context: string | undefined): XmlReader {
    const child = new XmlReader(sink, this.separator, this.dtd);
    child.prefixes = this.prefixes;
    child.external = true;
    child.parameterEntities = this.parameterEntities;
    child.base = this.base;
    child.uris = new Map(this.uris);
    child.phase = context === undefined ? 'subset' : 'start';
    return child;
  }

  fail(name: string, at: number): never {
    throw new XmlError(name, this.inEntity > 0 ? this.at : at);
  }

  /** Reads on with another piece; gives how much of `buf` is used up. */
  feed(text: string, final: boolean): void {
    const from = this.buf.length;
    this.buf += text;
    this.dtd.direct += text.length;
    this.final = final;
    if (this.badAt < 0) {
      FORBIDDEN.lastIndex = Math.max(0, from - 1);
      const bad = FORBIDDEN.exec(this.buf);
      // The first half of a pair may be the end of this piece.
      if (bad !== null && (final || bad.index < this.buf.length - 1 || bad[0] < '\ud800' || bad[0] > '\udbff')) this.badAt = bad.index;
    }
    this.run();
    this.at = this.pos;
    if (final) this.finish();
  }

  /** How much of `buf` is used up. */
  get used(): number {
    return this.pos;
  }

  /** Forgets what is used up; gives its length. */
  drop(): number {
    const used = this.pos;
    this.buf = this.buf.slice(used);
    this.pos = 0;
    this.at = 0;
    if (this.badAt >= 0) this.badAt -= used;
    return used;
  }

  get depth(): number {
    return this.stack.length;
  }

  private run(): void {
    for (;;) {
      const before = this.pos;
      switch (this.phase) {
        case 'start':
          if (!this.declaration()) return;
          break;
        case 'prolog':
        case 'epilog':
          if (!this.misc()) return;
          break;
        case 'content':
          this.pos = this.content(this.buf, this.pos, 0);
          if (this.phase === 'content') return;
          break;
        case 'subset':
          if (!this.final) return;
          this.at = this.pos;
          this.dtd.readExternal(this, this.buf, this.pos);
          this.pos = this.buf.length;
          return;
        default:
          return;
      }
      if (this.pos === before && this.pos >= this.buf.length) return;
    }
  }

  private finish(): void {
    const { buf } = this;
    this.at = this.pos;
    if (this.phase === 'start' && this.pos < buf.length) this.phase = this.external ? 'content' : 'prolog';
    if (this.phase === 'content' && this.external && this.stack.length === 0 && this.pos >= buf.length) return;
    if (this.phase === 'subset') return;
    if (this.pos < buf.length) {
      if (this.badAt >= 0) this.fail('INVALID_TOKEN', this.badAt);
      if (buf.startsWith('<![CDATA[', this.pos)) this.cutCdata(buf, this.pos);
      this.fail('UNCLOSED_TOKEN', this.pos);
    }
    if (this.phase === 'content' && this.external) this.fail(this.stack.length > 0 ? 'ASYNC_ENTITY' : 'NO_ELEMENTS', this.pos);
    if (this.phase === 'start' && this.external) return;
    if (this.phase !== 'epilog') this.fail('NO_ELEMENTS', this.pos);
    this.phase = 'done';
  }

  // --- prolog ----------------------------------------------------------------------------------------------------------------

  private declaration(): boolean {
    const { buf } = this;
    const waiting =
      !this.final && ('<?xml '.startsWith(buf) || (buf.startsWith('<?xml') && buf.length > 5 && isSpace(buf.charCodeAt(5)) && !buf.includes('?>')));
    if (waiting) return false;
    if (buf.startsWith('<?xml') && buf.length > 5 && (isSpace(buf.charCodeAt(5)) || buf.startsWith('?>', 5))) {
      const end = buf.indexOf('?>');
      if (end < 0) return false;
      this.at = 0;
      this.readDeclaration(buf.slice(5, end), 5);
      this.pos = end + 2;
    }
    this.phase = this.external ? 'content' : 'prolog';
    return true;
  }

  private readDeclaration(text: string, start: number): void {
    const wrong = this.external ? 'TEXT_DECL' : 'XML_DECL';
    const part = /\s+([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
    const values: Record<string, string> = {};
    const order = ['version', 'encoding', 'standalone'];
    let next = 0;
    let end = 0;
    for (let m = part.exec(text); m !== null; m = part.exec(text)) {
      const index = order.indexOf(m[1]!);
      if (index < next) this.fail(wrong, start + m.index + m[0].search(/[a-z]/));
      next = index + 1;
      values[m[1]!] = m[2] ?? m[3]!;
      end = part.lastIndex;
    }
    const { version, encoding, standalone } = values;
    if (text.slice(end).trim() !== '') this.fail(wrong, start + end + text.slice(end).search(/\S/));
    if (version === undefined && !this.external) this.fail(wrong, start);
    if (version !== undefined && version !== '1.0') this.fail(wrong, start + text.search(/["']/) + 1);
    if (standalone !== undefined && standalone !== 'yes' && standalone !== 'no') this.fail(wrong, start + text.lastIndexOf(standalone));
    if (standalone === 'yes') this.dtd.standalone = true;
    if (this.sink.xmlDecl !== undefined) this.sink.xmlDecl(version, encoding, standalone === undefined ? -1 : standalone === 'yes' ? 1 : 0);
    else this.sink.default?.(`<?xml${text}?>`);
  }

  /** One thing before or after the root element; false where more text is needed. */
  private misc(): boolean {
    const { buf, pos } = this;
    if (pos >= buf.length) return false;
    const c = buf.charCodeAt(pos);
    this.at = pos;
    if (this.badAt === pos) this.fail('INVALID_TOKEN', pos);
    if (isSpace(c)) {
      SPACE.lastIndex = pos;
      const space = SPACE.exec(buf)![0];
      if (!this.final && space.endsWith('\r') && pos + space.length === buf.length) return false;
      this.sink.default?.(space);
      this.pos = pos + space.length;
      return true;
    }
    const epilog = this.phase === 'epilog';
    if (c !== 60) this.fail(epilog ? 'JUNK_AFTER_DOC_ELEMENT' : c === 38 ? 'SYNTAX' : NAMEABLE.test(buf[pos]!) ? 'SYNTAX' : 'INVALID_TOKEN', pos);
    const d = buf.charCodeAt(pos + 1);
    if (d === 63) return this.moveTo(this.instruction(buf, pos));
    if (d === 33) {
      if (buf.startsWith('<!--', pos)) return this.moveTo(this.comment(buf, pos));
      if ('<!--'.startsWith(buf.slice(pos)) || '<!DOCTYPE'.startsWith(buf.slice(pos))) return false;
      if (!buf.startsWith('<!DOCTYPE', pos)) this.fail('INVALID_TOKEN', pos + 2);
      if (epilog) this.fail('JUNK_AFTER_DOC_ELEMENT', pos);
      if (this.dtd.seen) this.fail('SYNTAX', pos);
      return this.moveTo(this.dtd.readDoctype(this, buf, pos, this.final));
    }
    if (pos + 1 >= buf.length) return false;
    if (epilog) this.fail('JUNK_AFTER_DOC_ELEMENT', pos);
    if (this.useForeignDtd && !this.dtd.seen) this.dtd.readForeign(this);
    this.phase = 'content';
    return true;
  }

  private moveTo(end: number): boolean {
    if (end < 0) return false;
    this.pos = end;
    return true;
  }

  // --- content ---------------------------------------------------------------------------------------------------------------

  /**
   * Reads content from `pos` on, in the document or in the replacement text of an entity, whose elements are above `floor`. Gives where
   * it stopped: the end, an incomplete token, or what follows the root element.
   */
  private content(text: string, pos: number, floor: number): number {
    const { length } = text;
    while (pos < length) {
      if (this.inEntity === 0) this.at = pos;
      const c = text.charCodeAt(pos);
      let end: number;
      if (c === 60) {
        const d = text.charCodeAt(pos + 1);
        if (d === 47) end = this.endTag(text, pos, floor);
        else if (d === 33) end = this.bang(text, pos);
        else if (d === 63) end = this.instruction(text, pos);
        else end = this.startTag(text, pos);
      } else if (c === 38) {
        end = this.reference(text, pos);
      } else {
        end = this.characters(text, pos);
      }
      if (end < 0) return pos;
      if (this.inEntity === 0) this.pos = end;
      pos = end;
      if (this.phase === 'epilog') return pos;
    }
    return pos;
  }

  private characters(text: string, from: number): number {
    let end = from;
    const { length } = text;
    let brackets = 0;
    for (; end < length; end++) {
      const c = text.charCodeAt(end);
      if (c === 60 || c === 38) break;
      if (c === 93) brackets++;
      else if (c === 62 && brackets >= 2) this.fail('INVALID_TOKEN', end);
      else brackets = 0;
    }
    if (end === length && this.inEntity === 0) {
      const held = this.held(text, end);
      if (held >= 0) {
        end = held;
        if (end === from) return -1;
      }
    }
    this.checkCharacters(text, end);
    this.sendText(text, from, end, this.inEntity === 0);
    return end;
  }

  /** What the end of a piece may be the beginning of: a line end, `]]>`, a character. */
  private held(text: string, end: number): number {
    if (this.final) return -1;
    const last = text.charCodeAt(end - 1);
    if (last === 13 || (last >= 0xd800 && last < 0xdc00)) return end - 1;
    if (last === 93) return text.charCodeAt(end - 2) === 93 ? end - 2 : end - 1;
    return -1;
  }

  /** Refuses forbidden characters before `end` of the document. */
  private checkCharacters(text: string, end: number): void {
    if (text === this.buf && this.badAt >= 0 && this.badAt < end) this.fail('INVALID_TOKEN', this.badAt);
  }

  /** Sends text line by line; every line end arrives alone, as one line feed. */
  private sendText(text: string, from: number, end: number, moving: boolean): void {
    const { sink } = this;
    if (sink.text === undefined && sink.default === undefined) return;
    let at = from;
    while (at < end) {
      let stop = at;
      while (stop < end) {
        const c = text.charCodeAt(stop);
        if (c === 10 || c === 13) break;
        stop++;
      }
      if (moving) this.at = at;
      for (let from = at; from < stop; from += this.longest) this.sendPiece(text.slice(from, Math.min(stop, from + this.longest)), undefined);
      if (stop < end) {
        if (moving) this.at = stop;
        const size = text.charCodeAt(stop) === 13 && text.charCodeAt(stop + 1) === 10 ? 2 : 1;
        this.sendPiece('\n', text.slice(stop, stop + size));
        stop += size;
      }
      at = stop;
    }
  }

  private sendPiece(data: string, raw: string | undefined): void {
    if (this.sink.text !== undefined) this.sink.text(data);
    else this.sink.default?.(raw ?? data);
  }

  private bang(text: string, pos: number): number {
    if (text.startsWith('<!--', pos)) return this.comment(text, pos);
    if (text.startsWith('<![CDATA[', pos)) return this.cdata(text, pos);
    const rest = text.slice(pos, pos + 9);
    if (rest.length < 9 && ('<!--'.startsWith(rest) || '<![CDATA['.startsWith(rest))) return this.incomplete(pos);
    let at = pos + 2;
    const model = text[pos + 2] === '[' ? '<![CDATA[' : '<!--';
    while (at < text.length && text[at] === model[at - pos]) at++;
    return this.fail('INVALID_TOKEN', at);
  }

  /** An incomplete token: waits for more, or is an error in an entity. */
  private incomplete(pos: number): number {
    if (this.inEntity > 0) this.fail('UNCLOSED_TOKEN', pos);
    return -1;
  }

  comment(text: string, pos: number): number {
    const end = text.indexOf('--', pos + 4);
    if (end < 0 || end + 2 >= text.length) return this.incomplete(pos);
    if (text[end + 2] !== '>') this.fail('INVALID_TOKEN', end + 2);
    this.checkCharacters(text, end);
    if (this.sink.comment !== undefined) this.sink.comment(lines(text.slice(pos + 4, end)));
    else this.sink.default?.(text.slice(pos, end + 3));
    return end + 3;
  }

  instruction(text: string, pos: number): number {
    const end = text.indexOf('?>', pos + 2);
    NAME.lastIndex = pos + 2;
    const target = NAME.exec(text)?.[0];
    if (target === undefined) {
      if (pos + 2 >= text.length) return this.incomplete(pos);
      this.fail('INVALID_TOKEN', pos + 2);
    }
    const after = pos + 2 + target.length;
    if (end < 0 && after >= text.length) return this.incomplete(pos);
    if (target.toLowerCase() === 'xml') this.fail(target === 'xml' ? 'MISPLACED_XML_PI' : 'INVALID_TOKEN', target === 'xml' ? pos : after);
    if (after !== end && !isSpace(text.charCodeAt(after))) this.fail('INVALID_TOKEN', after);
    if (end < 0) return this.incomplete(pos);
    this.checkCharacters(text, end);
    if (this.sink.pi !== undefined) this.sink.pi(target, lines(text.slice(after, end).replace(/^[ \t\r\n]+/, '')));
    else this.sink.default?.(text.slice(pos, end + 2));
    return end + 2;
  }

  private cdata(text: string, pos: number): number {
    const end = text.indexOf(']]>', pos + 9);
    if (end < 0) {
      if (this.inEntity > 0) this.fail('UNCLOSED_CDATA_SECTION', pos);
      return -1;
    }
    this.checkCharacters(text, end);
    const { sink } = this;
    if (sink.startCdata !== undefined) sink.startCdata();
    else sink.default?.('<![CDATA[');
    this.sendText(text, pos + 9, end, this.inEntity === 0);
    if (this.inEntity === 0) this.at = end;
    if (sink.endCdata !== undefined) sink.endCdata();
    else sink.default?.(']]>');
    return end + 3;
  }

  /** A section that never ends: what is there of it still arrives. */
  private cutCdata(text: string, pos: number): never {
    if (this.sink.startCdata !== undefined) this.sink.startCdata();
    else this.sink.default?.('<![CDATA[');
    this.sendText(text, pos + 9, text.length, /* moving */ true);
    this.fail('UNCLOSED_CDATA_SECTION', text.length);
  }

  private startTag(text: string, pos: number): number {
    const { length } = text;
    NAME.lastIndex = pos + 1;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) {
      if (pos + 1 >= length) return this.incomplete(pos);
      this.fail('INVALID_TOKEN', pos + 1);
    }
    let at = pos + 1 + name.length;
    if (this.separator !== undefined) this.checkColons(name, pos + 1);
    const attributes: string[] = [];
    const places: number[] = [];
    for (;;) {
      if (at >= length) return this.incomplete(pos);
      let c = text.charCodeAt(at);
      const spaced = isSpace(c);
      while (isSpace(c)) c = text.charCodeAt(++at);
      if (at >= length) return this.incomplete(pos);
      if (c === 62) {
        at++;
        break;
      }
      if (c === 47) {
        if (at + 1 >= length) return this.incomplete(pos);
        if (text.charCodeAt(at + 1) !== 62) this.fail('INVALID_TOKEN', at + 1);
        at += 2;
        this.checkCharacters(text, at);
        this.open(text, pos, at, name, attributes, places, /* empty */ true);
        return at;
      }
      NAME.lastIndex = at;
      const key = spaced ? NAME.exec(text)?.[0] : undefined;
      if (key === undefined) this.fail('INVALID_TOKEN', at);
      places.push(at);
      if (this.separator !== undefined) this.checkColons(key, at);
      at += key.length;
      while (at < length && isSpace(text.charCodeAt(at))) at++;
      if (at >= length) return this.incomplete(pos);
      if (text.charCodeAt(at) !== 61) this.fail('INVALID_TOKEN', at);
      at++;
      while (at < length && isSpace(text.charCodeAt(at))) at++;
      if (at >= length) return this.incomplete(pos);
      const quote = text.charCodeAt(at);
      if (quote !== 34 && quote !== 39) this.fail('INVALID_TOKEN', at);
      const end = text.indexOf(quote === 34 ? '"' : "'", at + 1);
      const less = text.indexOf('<', at + 1);
      if (less >= 0 && (end < 0 || less < end)) this.fail('INVALID_TOKEN', less);
      if (end < 0) return this.incomplete(pos);
      this.checkReferences(text, at + 1, end);
      attributes.push(key, text.slice(at + 1, end));
      places.push(at + 1);
      at = end + 1;
    }
    this.checkCharacters(text, at);
    this.open(text, pos, at, name, attributes, places, /* empty */ false);
    return at;
  }

  /** The form of references in an attribute, before any of them is looked up. */
  private checkReferences(text: string, from: number, end: number): void {
    for (let amp = text.indexOf('&', from); amp >= 0 && amp < end; amp = text.indexOf('&', amp + 1)) {
      const stop = referenceEnd(text, amp);
      if (stop < 0 || -stop > end) this.fail('INVALID_TOKEN', Math.min(-stop - 1, end));
      if (stop > end) this.fail('INVALID_TOKEN', end);
    }
  }

  /** In namespace mode a name has one colon at most, and not at an end. */
  private checkColons(name: string, at: number): void {
    const first = name.indexOf(':');
    if (first < 0) return;
    const second = name.indexOf(':', first + 1);
    if (second >= 0) this.fail('INVALID_TOKEN', at + second);
    if (first === 0 || first === name.length - 1) this.fail('INVALID_TOKEN', at + (first === 0 ? 0 : name.length));
  }

  private open(text: string, pos: number, end: number, name: string, raw: string[], places: number[], empty: boolean): void {
    const { sink } = this;
    const attributes = this.finishAttributes(name, raw, places);
    const specified = raw.length;
    this.stack.push(name);
    let shown = name;
    let list = attributes;
    let kept = specified;
    if (this.separator !== undefined) {
      this.bindings.push([]);
      [list, kept] = this.bind(attributes, specified, places);
      shown = this.expandName(name, /* attribute */ false, pos);
      list = this.expandAttributes(list, places);
    }
    if (sink.startElement !== undefined) sink.startElement(shown, list, kept);
    else if (!empty || sink.endElement === undefined) sink.default?.(text.slice(pos, end));
    if (empty) {
      if (this.inEntity === 0 && sink.endElement !== undefined) this.at = end;
      if (sink.endElement !== undefined) sink.endElement(shown);
      else if (sink.startElement !== undefined) sink.default?.(text.slice(pos, end));
      this.close();
    }
  }

  /** Values normalised, and defaults from the declarations added. */
  private finishAttributes(element: string, raw: string[], places: number[]): string[] {
    const declared = this.dtd.attributes.get(element);
    const out: string[] = [];
    for (let i = 0; i < raw.length; i += 2) {
      const key = raw[i]!;
      for (let k = 0; k < i; k += 2) if (out[k] === key) this.fail('DUPLICATE_ATTRIBUTE', places[i]!);
      const isCdata = declared?.get(key)?.isCdata ?? true;
      out.push(key, this.attributeValue(raw[i + 1]!, isCdata, places[i + 1]!));
    }
    if (declared !== undefined) {
      for (const [key, { value }] of declared) {
        if (value === undefined) continue;
        let given = false;
        for (let k = 0; k < raw.length; k += 2) if (raw[k] === key) given = true;
        if (!given) out.push(key, value);
      }
    }
    return out;
  }

  attributeValue(raw: string, isCdata: boolean, at: number): string {
    // fast: nothing to replace.
    let value = /[&\t\r\n]/.test(raw) ? this.expandValue(raw, at, 0) : raw;
    if (!isCdata) value = value.replace(/ +/g, ' ').replace(/^ | $/g, '');
    return value;
  }

  private expandValue(raw: string, at: number, level: number): string {
    return raw.replace(/\r\n|[\t\r\n]|&([^;]*);/g, (all: string, name: string | undefined, offset: number) => {
      if (name === undefined) return ' ';
      // What an entity holds is wrong at the tag.
      const place = level === 0 && name?.[0] === '#' ? at + offset : this.at;
      if (name[0] === '#') return this.character(name, place);
      const known = PREDEFINED[name];
      if (known !== undefined) return known;
      const entity = this.dtd.entities.get(name);
      if (entity === undefined) {
        if (!this.dtd.incomplete || this.dtd.standalone) this.fail('UNDEFINED_ENTITY', place);
        return '';
      }
      if (entity.open) this.fail('RECURSIVE_ENTITY_REF', place);
      if (entity.notation !== undefined) this.fail('BINARY_ENTITY_REF', place);
      if (entity.value === undefined) this.fail('ATTRIBUTE_EXTERNAL_ENTITY_REF', place);
      if (entity.value.includes('<')) this.fail('INVALID_TOKEN', place);
      this.dtd.expand(entity.value.length, place);
      entity.open = true;
      try {
        return this.expandValue(entity.value, place, level + 1);
      } finally {
        entity.open = false;
      }
    });
  }

  private character(name: string, at: number): string {
    const n = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    const legal = n === 9 || n === 10 || n === 13 || (n >= 32 && n < 0xd800) || (n > 0xdfff && n < 0xfffe) || (n > 0xffff && n < 0x110000);
    if (!legal) this.fail('BAD_CHAR_REF', at);
    return String.fromCodePoint(n);
  }

  private endTag(text: string, pos: number, floor: number): number {
    NAME.lastIndex = pos + 2;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) {
      if (pos + 2 >= text.length) return this.incomplete(pos);
      this.fail('INVALID_TOKEN', pos + 2);
    }
    let at = pos + 2 + name.length;
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return this.incomplete(pos);
    if (text.charCodeAt(at) !== 62) this.fail('INVALID_TOKEN', at);
    if (this.stack.length <= floor) this.fail(floor > 0 || this.external ? 'ASYNC_ENTITY' : 'INVALID_TOKEN', floor > 0 || this.external ? pos : pos + 1);
    if (this.stack[this.stack.length - 1] !== name) this.fail('TAG_MISMATCH', pos + 2);
    const { sink } = this;
    if (sink.endElement !== undefined) sink.endElement(this.separator === undefined ? name : this.expandName(name, /* attribute */ false, pos));
    else sink.default?.(text.slice(pos, at + 1));
    this.close();
    return at + 1;
  }

  private close(): void {
    this.stack.pop();
    if (this.separator !== undefined) {
      const scope = this.bindings.pop()!;
      for (let i = scope.length - 1; i >= 0; i--) {
        const [prefix, before] = scope[i]!;
        this.sink.endNamespace?.(prefix === '' ? undefined : prefix);
        if (before === undefined) this.uris.delete(prefix);
        else this.uris.set(prefix, before);
      }
    }
    if (this.stack.length === 0 && !this.external) this.phase = 'epilog';
  }

  // --- namespaces --------------------------------------------------------------------------------------------------------------

  /** Binds the prefixes that attributes declare; gives the other attributes. */
  private bind(attributes: string[], specified: number, places: number[]): [string[], number] {
    if (!attributes.some((key, i) => i % 2 === 0 && key.startsWith('xmlns'))) return [attributes, specified];
    const rest: string[] = [];
    let kept = specified;
    for (let i = 0; i < attributes.length; i += 2) {
      const key = attributes[i]!;
      const uri = attributes[i + 1]!;
      if (key === 'xmlns' || key.startsWith('xmlns:')) {
        this.bindPrefix(key === 'xmlns' ? '' : key.slice(6), uri, places[0] ?? this.at);
        if (i < specified) kept -= 2;
      } else {
        rest.push(key, uri);
      }
    }
    return [rest, kept];
  }

  private bindPrefix(prefix: string, uri: string, at: number): void {
    if (prefix === 'xmlns') this.fail('RESERVED_PREFIX_XMLNS', this.at);
    if (prefix === 'xml' ? uri !== XML_URI : uri === XML_URI) this.fail(prefix === 'xml' ? 'RESERVED_PREFIX_XML' : 'RESERVED_NAMESPACE_URI', this.at);
    if (uri === XMLNS_URI) this.fail('RESERVED_NAMESPACE_URI', this.at);
    if (prefix !== '' && uri === '') this.fail('UNDECLARING_PREFIX', this.at);
    void at;
    this.bindings[this.bindings.length - 1]!.push([prefix, this.uris.get(prefix)]);
    if (uri === '') this.uris.delete(prefix);
    else this.uris.set(prefix, uri);
    this.sink.startNamespace?.(prefix === '' ? undefined : prefix, uri === '' ? undefined : uri);
  }

  private expandName(name: string, attribute: boolean, at: number): string {
    const colon = name.indexOf(':');
    if (colon < 0) {
      const uri = attribute ? undefined : this.uris.get('');
      return uri === undefined ? name : `${uri}${this.separator}${name}`;
    }
    const prefix = name.slice(0, colon);
    const uri = this.uris.get(prefix);
    if (uri === undefined) this.fail('UNBOUND_PREFIX', this.at);
    void at;
    const triplet = this.prefixes && this.separator !== '' ? `${this.separator}${prefix}` : '';
    return `${uri}${this.separator}${name.slice(colon + 1)}${triplet}`;
  }

  private expandAttributes(attributes: string[], places: number[]): string[] {
    if (!attributes.some((key, i) => i % 2 === 0 && key.includes(':'))) return attributes;
    const out: string[] = [];
    const seen = new Set<string>();
    for (let i = 0; i < attributes.length; i += 2) {
      const key = this.expandName(attributes[i]!, /* attribute */ true, places[i] ?? this.at);
      const plain = this.prefixes ? `${this.uris.get(attributes[i]!.split(':')[0]!)} ${attributes[i]!.split(':').pop()}` : key;
      if (attributes[i]!.includes(':')) {
        if (seen.has(plain)) this.fail('DUPLICATE_ATTRIBUTE', this.at);
        seen.add(plain);
      }
      out.push(key, attributes[i + 1]!);
    }
    return out;
  }

  // --- references --------------------------------------------------------------------------------------------------------------

  private reference(text: string, pos: number): number {
    const end = referenceEnd(text, pos);
    if (end < 0) {
      if (-end - 1 >= text.length) return this.incomplete(pos);
      this.fail('INVALID_TOKEN', -end - 1);
    }
    const raw = text.slice(pos, end);
    const name = raw.slice(1, -1);
    const { sink } = this;
    if (name[0] === '#') {
      const character = this.character(name, pos);
      if (sink.text !== undefined) sink.text(character);
      else sink.default?.(raw);
      return end;
    }
    const known = PREDEFINED[name];
    if (known !== undefined) {
      if (sink.text !== undefined) sink.text(known);
      else sink.default?.(raw);
      return end;
    }
    this.entity(name, raw, pos);
    return end;
  }

  private entity(name: string, raw: string, pos: number): void {
    const { sink, dtd } = this;
    const entity = dtd.entities.get(name);
    if (entity === undefined) {
      if (!dtd.incomplete || dtd.standalone) this.fail('UNDEFINED_ENTITY', pos);
      if (sink.skippedEntity !== undefined) sink.skippedEntity(name, false);
      else sink.default?.(raw);
      return;
    }
    if (entity.open) this.fail('RECURSIVE_ENTITY_REF', pos);
    if (entity.notation !== undefined) this.fail('BINARY_ENTITY_REF', pos);
    if (entity.value === undefined) {
      this.externalEntity(entity, raw, pos);
      return;
    }
    if (sink.default !== undefined && !sink.expand) {
      if (sink.skippedEntity !== undefined) sink.skippedEntity(name, false);
      else sink.default(raw);
      return;
    }
    dtd.expand(entity.value.length, pos);
    entity.open = true;
    this.inEntity++;
    try {
      const floor = this.stack.length;
      const end = this.content(entity.value, 0, floor);
      if (end < entity.value.length) this.fail('UNCLOSED_TOKEN', pos);
      if (this.stack.length !== floor) this.fail('ASYNC_ENTITY', pos);
    } finally {
      this.inEntity--;
      entity.open = false;
    }
  }

  private externalEntity(entity: Entity, raw: string, pos: number): void {
    const { sink } = this;
    if (sink.externalEntity === undefined) {
      sink.default?.(raw);
      return;
    }
    entity.open = true;
    try {
      if (!sink.externalEntity(entity.name, entity.system, entity.publicId)) this.fail('EXTERNAL_ENTITY_HANDLING', pos);
    } finally {
      entity.open = false;
    }
  }
}

const NAMEABLE = new RegExp(`[${START}\\-.0-9%|,()\\]\\[>"'*+?#\\u00b7]`);

/** Line ends as one line feed each. */
export function lines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Behind the `;` of the reference at `pos`; minus one minus the place where its form is wrong (the length of the text if it just ends). */
function referenceEnd(text: string, pos: number): number {
  let at = pos + 1;
  if (text.charCodeAt(at) === 35) {
    const hex = text.charCodeAt(++at) === 120;
    if (hex) at++;
    const first = at;
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === 59 && at > first) return at + 1;
      const digit = (c >= 48 && c <= 57) || (hex && ((c >= 65 && c <= 70) || (c >= 97 && c <= 102)));
      if (!digit) break;
    }
    return -at - 1;
  }
  NAME.lastIndex = at;
  const name = NAME.exec(text);
  if (name === null) return -at - 1;
  at += name[0].length;
  return text.charCodeAt(at) === 59 ? at + 1 : -at - 1;
}
