// The elementary functions as the C library of the reference platform gives them, to the last bit where possible.
// CPython's math and cmath and float powers all come down to these. Domain errors give NaN, poles and overflow an
// infinity: which Python exception that is, the caller knows.

export { exp, exp2 } from './libm/exp.ts';
export { log, log2, log10 } from './libm/log.ts';
export { pow } from './libm/pow.ts';
export { sin, cos, tan, asin, acos, atan, atan2 } from './libm/trig.ts';
export { sinh, cosh, tanh, asinh, acosh, atanh, expm1, log1p, cbrt } from './libm/hyperbolic.ts';
export { erf, erfc } from './libm/erf.ts';
export { gamma, lgamma } from './libm/gamma.ts';
export { FloatSum, dist, fma, hypot, hypotOf, remainder, sumProducts } from './libm/sums.ts';
export { copySign, frexp, ldexp, nextAfter, nextAfterSteps, ulp } from './doubles.ts';
