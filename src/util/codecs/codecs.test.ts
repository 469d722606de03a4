import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsFromText, type Text, textFromJs } from '../unicode/text.ts';
import { japaneseCodecs } from './cjk/jp.ts';
import { chineseCodecs } from './cjk/cn.ts';
import { iso2022Codecs } from './cjk/iso2022.ts';
import { koreanCodecs } from './cjk/kr.ts';
import { decodeMultibyte, encodeMultibyte, newState, type MultibyteCodec } from './cjk/multibyte.ts';
import type { DecodeErrors, EncodeErrors } from './common.ts';
import { decodeUnicodeEscape } from './escapes.ts';
import { decodeUtf16, encodeUtf16 } from './utf16.ts';
import { decodeUtf7, encodeUtf7 } from './utf7.ts';
import { decodeUtf8Partial, encodeAscii, encodeUtf8 } from './utf8.ts';

class CodecFailure extends Error {}

/** Handlers by name; "strict" fails with `start-end reason`. */
function decodeBy(name: string): DecodeErrors {
  return {
    name,
    handle: (_encoding, _input, start, end, reason) => {
      throw new CodecFailure(`${start}-${end} ${reason}`);
    },
  };
}
function encodeBy(name: string): EncodeErrors {
  const raise = (_encoding: string, _text: Text, start: number, end: number, reason: string): never => {
    throw new CodecFailure(`${start}-${end} ${reason}`);
  };
  return { name, handle: raise, raise };
}

/** What `f` gives, or the failure in its words. */
function outcome(f: () => string): string {
  try {
    return f();
  } catch (e) {
    if (e instanceof CodecFailure) return e.message;
    throw e;
  }
}

const bytes = (...list: number[]) => Uint8Array.from(list);
const latin1 = (data: Uint8Array) => String.fromCharCode(...data);
const utf8 = (data: Uint8Array, errors = 'strict', final = true) =>
  outcome(() => {
    const { text, consumed } = decodeUtf8Partial(data, decodeBy(errors), final);
    return `${jsFromText(text)}|${consumed}`;
  });

test('UTF-8 names the range and the reason of errors as CPython does', () => {
  assert.equal(utf8(bytes(0xf0, 0x9f, 0x98, 0x80)), '😀|4');
  assert.equal(utf8(bytes(97, 0xff)), '1-2 invalid start byte');
  assert.equal(utf8(bytes(0xe4, 0xb8, 97)), '0-2 invalid continuation byte');
  assert.equal(utf8(bytes(0xe4, 0xb8)), '0-2 unexpected end of data');
  assert.equal(utf8(bytes(97, 0xe4, 0xb8), 'strict', false), 'a|1');
  assert.equal(utf8(bytes(0xed, 0xa0, 0x80), 'surrogatepass'), '\ud800|3');
  assert.equal(utf8(bytes(0xff, 97), 'surrogateescape'), '\udcffa|2');
  assert.equal(utf8(bytes(0xff, 0xfe), 'backslashreplace'), '\\xff\\xfe|2');
});

test('encoding errors cover a run and use the handlers', () => {
  assert.equal(
    outcome(() => latin1(encodeAscii('aéÿb', encodeBy('strict')))),
    '1-3 ordinal not in range(128)',
  );
  assert.equal(latin1(encodeAscii('é', encodeBy('xmlcharrefreplace'))), '&#233;');
  assert.equal(latin1(encodeUtf8(textFromJs('\udcff'), encodeBy('surrogateescape'))), '\xff');
});

test('UTF-16 follows the byte order mark', () => {
  const { text, order } = decodeUtf16(bytes(0xfe, 0xff, 0, 97), decodeBy('strict'), 0, true);
  assert.deepEqual([text, order], ['a', 1]);
  assert.equal(latin1(encodeUtf16(textFromJs('😀'), encodeBy('strict'), -1)), '\x3d\xd8\x00\xde');
});

test('UTF-7 keeps an unfinished run for the next call', () => {
  assert.equal(latin1(encodeUtf7(textFromJs('a+é'))), 'a+-+AOk-');
  assert.deepEqual(decodeUtf7(bytes(97, 43, 65, 79), decodeBy('strict'), false), { text: 'a', consumed: 1 });
});

test('escapes report what they keep as it is', () => {
  const result = decodeUnicodeEscape(bytes(0x5c, 0x71, 0x5c, 0x6e), decodeBy('strict'), true);
  assert.deepEqual([result.text, result.invalidEscape], ['\\q\n', '\\q']);
});

const encode = (codec: MultibyteCodec, text: string) =>
  outcome(() => latin1(encodeMultibyte(codec, textFromJs(text), newState(codec), encodeBy('strict'), true).bytes));
const decode = (codec: MultibyteCodec, data: string) =>
  outcome(() =>
    jsFromText(
      decodeMultibyte(
        codec,
        Uint8Array.from(data, (c) => c.charCodeAt(0)),
        newState(codec),
        decodeBy('strict'),
        true,
      ).text,
    ),
  );

test('East Asian codecs', () => {
  const hz = chineseCodecs['hz']!(),
    gb18030 = chineseCodecs['gb18030']!(),
    jp = iso2022Codecs['iso2022_jp']!();
  assert.equal(encode(hz, 'a中~'), 'a~{VP~}~~');
  assert.equal(encode(gb18030, '\u{10000}€'), '\x90\x30\x81\x30\xa2\xe3');
  assert.equal(decode(gb18030, '\x81\x30'), '0-2 incomplete multibyte sequence');
  assert.equal(encode(jp, '日本'), '\x1b$BF|K\\\x1b(B');
  assert.equal(decode(jp, '\x1b$B!\x1b(B'), '3-5 illegal multibyte sequence');
  assert.equal(encode(japaneseCodecs['euc_jis_2004']!(), 'か゚'), '\xa4\xf7');
  assert.equal(decode(koreanCodecs['euc_kr']!(), '\xa4\xd4\xa4\xa1\xa4\xbf\xa4\xa1'), '각');
});

test('an incremental encoder waits for the second half of a pair', () => {
  const codec = japaneseCodecs['shift_jis_2004']!();
  assert.equal(encodeMultibyte(codec, 'か', newState(codec), encodeBy('strict'), /* final */ false).consumed, 0);
});
