// The encoding of text files when a program names none. CPython: _io.text_encoding, PyConfig's utf8_mode.
import type { PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { hooks } from '../../objects/ops/hooks.ts';
import { raise } from '../../objects/ops/raise.ts';
import { EncodingWarning, TypeError } from '../../objects/types/exceptions.ts';
import { isStr, jsFromStr } from '../../objects/ops/strings.ts';

/** Set by the runtime from the command line and the environment. */
export const textDefaults = {
  /** `-X utf8`, PYTHONUTF8. */
  utf8Mode: false,
  /** `-X warn_default_encoding`. */
  warnDefault: false,
  /** `-X dev`: names of encodings and handlers are checked at once. */
  checkNames: false,
  /** `locale.getencoding()`. */
  locale: 'UTF-8',
};

export function textEncodingName(stacklevel: number): string {
  if (textDefaults.warnDefault) hooks.warn(EncodingWarning, "'encoding' argument not specified", stacklevel);
  return textDefaults.utf8Mode ? 'utf-8' : 'locale';
}

export function localeEncoding(): string {
  return textDefaults.locale;
}

/** `io.text_encoding(encoding, stacklevel)`. */
export function textEncoding(encoding: PyObject, stacklevel: number): PyObject {
  if (encoding === None) return textEncodingName(stacklevel);
  if (!isStr(encoding)) raise(TypeError, `text_encoding() argument 'encoding' must be str or None, not ${encoding.ob_type.shown}`);
  return jsFromStr(encoding) === '' ? '' : encoding;
}
