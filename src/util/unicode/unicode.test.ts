import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capitalizeText, casefoldText, lowerText, titleText, upperText } from './case.ts';
import { decimalValue, isPrintable, isSpace, isXidContinue, isXidStart } from './ctype.ts';
import { characterName, lookupName } from './names.ts';
import { decompositionText, normalizeText } from './normalize.ts';
import { jsFromText, textFromJs } from './text.ts';
import * as sm from './strMethods.ts';
import { ucd16, ucd320 } from './ucd.ts';

/** `f` over text in its canonical form, compared as JS strings. */
function check(f: (text: ReturnType<typeof textFromJs>) => ReturnType<typeof textFromJs>, input: string, expected: string): void {
  assert.equal(jsFromText(f(textFromJs(input))), expected);
}

test('case mappings follow Unicode 16 and know the final sigma', () => {
  check(lowerText, 'ΑΣ ΣΑ Σ', 'ας σα σ');
  check(lowerText, '\u0130', 'i\u0307');
  check(upperText, 'stra\xdfe \u0149 \u0390', 'STRASSE \u02bcN \u0399\u0308\u0301');
  check(titleText, "they're ǆ ß", "They'Re ǅ Ss");
  check(casefoldText, 'Straße ς', 'strasse σ');
  check(capitalizeText, 'ÀB', 'Àb');
  check(lowerText, '𐐀𐵐', '𐐨𐵰');
  check(upperText, 'ɤ', 'Ɤ');
});

test('classification', () => {
  assert.equal(isSpace(0x1c), true);
  assert.equal(isSpace(0xfeff), false);
  assert.equal(isPrintable(0xad), false);
  assert.equal(isPrintable(0x1f600), true);
  assert.equal(isXidStart(0x2118), true);
  assert.equal(isXidContinue(0xb7), true);
  assert.equal(decimalValue('٣'.charCodeAt(0)), 3);
});

test('names, both ways', () => {
  for (const c of [0x41, 0x4e00, 0xac01, 0x1f600, 0xf900, 0x18800, 0x0f0c]) {
    assert.equal(lookupName(characterName(c)!), String.fromCodePoint(c));
  }
  assert.equal(characterName(0), undefined);
  assert.equal(lookupName('null'), '\0');
  assert.equal(lookupName('LATIN SMALL LETTER A WITH MACRON AND GRAVE'), '\u0101\u0300');
  assert.equal(lookupName('LATIN SMALL LETTER A WITH MACRON AND GRAVE', /* withSequences */ false), undefined);
});

test('normal forms', () => {
  check((t) => normalizeText('NFC', t), 'e\u0301\u1100\u1161', '\xe9\uac00');
  check((t) => normalizeText('NFD', t), '\u1e69\uac00', 's\u0323\u0307\u1100\u1161');
  check((t) => normalizeText('NFKC', t), '\ufb01\u2460', 'fi1');
  assert.equal(decompositionText(0xbd, ucd16), '<fraction> 0031 2044 0032');
});

test('the database of 3.2.0 knows fewer characters', () => {
  assert.equal(ucd16.category(0x1f600), 'So');
  assert.equal(ucd320.category(0x1f600), 'Cn');
  assert.equal(ucd16.numeric(0xbd), 0.5);
});

test('searching and splitting work in both forms', () => {
  for (const astral of ['', '😀']) {
    const text = textFromJs(`a,b,,c${astral}`);
    assert.deepEqual(sm.splitText(text, ',', -1).map(jsFromText), ['a', 'b', '', `c${astral}`]);
    assert.deepEqual(sm.rsplitText(text, ',', 1).map(jsFromText), ['a,b,', `c${astral}`]);
    assert.equal(sm.findText(text, ',', 2, text.length), 3);
    assert.equal(sm.rfindText(text, ',', 0, text.length), 4);
    assert.equal(jsFromText(sm.replaceText(text, '', '-', 2)), `-a-,b,,c${astral}`);
  }
  assert.deepEqual(sm.splitSpaceText(' a  b c ', 1), ['a', 'b c ']);
  assert.deepEqual(sm.splitLinesText('a\r\nb\x85c\u2028', /* keepEnds */ true), ['a\r\n', 'b\x85', 'c\u2028']);
});

test('repr chooses quotes and escapes what cannot be printed', () => {
  check(sm.reprText, `it's`, `"it's"`);
  check(sm.reprText, `'"`, `'\\'"'`);
  check(sm.reprText, '\x00\xad\ud800é😀', "'\\x00\\xad\\ud800é😀'");
});
