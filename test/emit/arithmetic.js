'use strict';
const { FS, LIM, L, None, PyFloat, rec, add, mul, floordiv, isub, neg, isLt, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f(a, b) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 6); L[sp] = P + 6;
  let c, $t, $p, $q, $1;
  c = ($1 = (typeof b === 'number' && ($t = b * 2) <= MAXI && $t >= -MAXI ? $t : ($p = b.fv) !== undefined ? new PyFloat($p * 2) : mul(b, 2, P + 0)), (typeof a === 'number' && typeof $1 === 'number' && ($t = a + $1) <= MAXI && $t >= -MAXI ? $t : ($p = a.fv) !== undefined && ($q = $1.fv) !== undefined ? new PyFloat($p + $q) : add(a, $1, P + 1)));
  c = typeof c === 'number' && ($t = c - 1) >= -MAXI ? $t : ($p = c.fv) !== undefined ? new PyFloat($p - 1) : isub(c, 1, P + 2);
  $1 = (typeof c === 'number' && typeof b === 'number' ? c < b : ($p = c.fv) !== undefined && ($q = b.fv) !== undefined ? $p < $q : isLt(c, b, P + 3)) ? c : ($1 = (typeof c === 'number' ? -c : ($p = c.fv) !== undefined ? new PyFloat(-$p) : neg(c, P + 4)), (typeof $1 === 'number' && ($1 | 0) === $1 ? Math.floor($1 / 3) : floordiv($1, 3, P + 5)));
  FS.sp = sp - 1; return $1;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 7); L[sp] = P + 7;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
