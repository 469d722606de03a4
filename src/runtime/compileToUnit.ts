// From a request to a loaded unit: here the compiled form is chosen.
import { decodeLatin1 } from '../util/codecs/utf8.ts';
import { theCompiler, type CompileRequest } from './compilerInterface.ts';
import { tracing } from './tracing.ts';
import { Unit } from './unit.ts';

export function compileToUnit(request: CompileRequest): Unit {
  const form = tracing.everywhere || (request.mode === 'exec' && asksForTracing(request.source)) ? 'T' : 'S';
  const asked = { ...request, form: request.form ?? form };
  return new Unit(theCompiler().compile(asked), asked);
}

/** Code that calls these wants to be stepped through, or listened to, from there: it is compiled in form T. */
const ASKS = /\b(?:breakpoint|set_trace|settrace|setprofile|monitoring\.set_events)\s*\(/;

function asksForTracing(source: CompileRequest['source']): boolean {
  if (typeof source === 'string') return ASKS.test(source);
  if (!(source instanceof Uint8Array)) return false;
  // The names are ASCII in every encoding that source may have.
  return ASKS.test(decodeLatin1(source));
}
