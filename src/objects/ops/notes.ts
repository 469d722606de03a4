// Notes that the runtime itself adds to exceptions (PEP 678).
import { isException } from './exceptions.ts';
import { callMethod } from './attr.ts';
import { strFromJs } from './strings.ts';

export function addNoteTo(e: unknown, text: string): void {
  if (isException(e)) callMethod(e, 'add_note', strFromJs(text));
}
