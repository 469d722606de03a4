// The cmath module. CPython: Modules/cmathmodule.c. The functions are in util/numbers/complexMath.ts.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { PyComplex, PyFloat, PyTuple } from '../objects/model/values.ts';
import { raiseNumberError } from '../objects/ops/format.ts';
import { asFloat } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { asComplex } from '../objects/types/complex.ts';
import { ValueError } from '../objects/types/exceptions.ts';
import type { Complex } from '../util/numbers/complex.ts';
import { divComplex } from '../util/numbers/complex.ts';
import * as c from '../util/numbers/complexMath.ts';
import { NumberError } from '../util/numbers/errors.ts';
import { atan2, hypot } from '../util/numbers/libm.ts';

/** A function of one complex argument. */
function complex(f: (x: number, y: number) => Complex): (v: PyObject) => PyObject {
  return (v) => {
    const z = asComplex(v);
    return guarded(() => f(z.re, z.im));
  };
}

function guarded(f: () => Complex): PyObject {
  try {
    const [re, im] = f();
    return new PyComplex(re, im);
  } catch (e) {
    raiseNumberError(e);
  }
}

const floats = (a: number, b: number): PyObject => new PyTuple([new PyFloat(a), new PyFloat(b)]);

export default defineModule({
  name: 'cmath',
  doc: 'Mathematics on complex numbers.',
  constants: () => ({
    pi: new PyFloat(Math.PI),
    e: new PyFloat(Math.E),
    tau: new PyFloat(2 * Math.PI),
    inf: new PyFloat(Infinity),
    nan: new PyFloat(NaN),
    infj: new PyComplex(0, Infinity),
    nanj: new PyComplex(0, NaN),
  }),

  functions: [
    fn('acos(z, /)', 'Arc cosine.', complex(c.acosC)),
    fn('acosh(z, /)', 'Inverse hyperbolic cosine.', complex(c.acoshC)),
    fn('asin(z, /)', 'Arc sine.', complex(c.asinC)),
    fn('asinh(z, /)', 'Inverse hyperbolic sine.', complex(c.asinhC)),
    fn('atan(z, /)', 'Arc tangent.', complex(c.atanC)),
    fn('atanh(z, /)', 'Inverse hyperbolic tangent.', complex(c.atanhC)),
    fn('cos(z, /)', 'Cosine.', complex(c.cosC)),
    fn('cosh(z, /)', 'Hyperbolic cosine.', complex(c.coshC)),
    fn('exp(z, /)', 'e to the power of z.', complex(c.expC)),
    fn('isclose(a, b, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool', 'Do a and b agree within a relative or an absolute tolerance?', isclose),
    fn('isfinite(z, /)', 'Are both parts finite?', (v: PyObject) => {
      const z = asComplex(v);
      return Number.isFinite(z.re) && Number.isFinite(z.im);
    }),
    fn('isinf(z, /)', 'Is a part infinite?', (v: PyObject) => {
      const z = asComplex(v);
      return Math.abs(z.re) === Infinity || Math.abs(z.im) === Infinity;
    }),
    fn('isnan(z, /)', 'Is a part not a number?', (v: PyObject) => {
      const z = asComplex(v);
      return z.re !== z.re || z.im !== z.im;
    }),
    fn('log(z, base=?, /)', 'Logarithm of z to a base, e if none is given.', log),
    fn('log10(z, /)', 'Logarithm to base 10.', complex(c.log10C)),
    fn('phase(z, /)', 'Angle of the number in radians.', (v: PyObject) => {
      const z = asComplex(v);
      return new PyFloat(atan2(z.im, z.re));
    }),
    fn('polar(z, /)', 'Modulus and angle.', polar),
    fn('rect(r, phi, /)', 'The number with a modulus and an angle.', (r: PyObject, phi: PyObject) => {
      const [size, angle] = [asFloat(r), asFloat(phi)];
      return guarded(() => c.rectC(size, angle));
    }),
    fn('sin(z, /)', 'Sine.', complex(c.sinC)),
    fn('sinh(z, /)', 'Hyperbolic sine.', complex(c.sinhC)),
    fn('sqrt(z, /)', 'Square root.', complex(c.sqrtC)),
    fn('tan(z, /)', 'Tangent.', complex(c.tanC)),
    fn('tanh(z, /)', 'Hyperbolic tangent.', complex(c.tanhC)),
  ],
});

function log(v: PyObject, base?: PyObject): PyObject {
  const z = asComplex(v);
  if (base === undefined) return guarded(() => c.logC(z.re, z.im));
  const b = asComplex(base);
  return guarded(() => {
    const top = c.logC(z.re, z.im);
    const bottom = c.logC(b.re, b.im);
    if (bottom[0] === 0 && bottom[1] === 0) throw new NumberError('ValueError', 'math domain error');
    return divComplex(...top, ...bottom);
  });
}

function polar(v: PyObject): PyObject {
  const z = asComplex(v);
  try {
    return floats(...c.polarC(z.re, z.im));
  } catch (e) {
    raiseNumberError(e);
  }
}

function isclose(first: PyObject, second: PyObject, relTol: number, absTol: number): boolean {
  const a = asComplex(first);
  const b = asComplex(second);
  if (relTol < 0 || absTol < 0) raise(ValueError, 'tolerances must be non-negative');
  if (a.re === b.re && a.im === b.im) return true;
  if ([a.re, a.im, b.re, b.im].some((x) => Math.abs(x) === Infinity)) return false;
  const difference = hypot(a.re - b.re, a.im - b.im);
  return difference <= relTol * hypot(b.re, b.im) || difference <= relTol * hypot(a.re, a.im) || difference <= absTol;
}
