'use strict';
const { FS, LIM, L, None, PyFloat, PyTuple, rec, add, mul, mod, bitand, mulmod, gname, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function step(x, a, c, m) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 9); L[sp] = P + 9;
  let $t, $p, $q, $1, $2, $3, $4;
  $4 = new PyTuple([(typeof x === 'number' ? mulmod(x, 1103515245, 12345, 2147483648) : ($1 = (typeof x === 'number' && ($t = x * 1103515245) <= MAXI && $t >= -MAXI ? $t : ($p = x.fv) !== undefined ? new PyFloat($p * 1103515245) : mul(x, 1103515245, P + 0)), $1 = (typeof $1 === 'number' && ($t = $1 + 12345) <= MAXI ? $t : ($p = $1.fv) !== undefined ? new PyFloat($p + 12345) : add($1, 12345, P + 1)), (typeof $1 === 'number' ? $1 & 2147483647 : bitand($1, 2147483647, P + 2)))), (typeof a === 'number' && typeof x === 'number' && typeof ($1 = (($t = G.$M) !== undefined ? $t : gname(G, B, 'M', P + 3))) === 'number' && $1 > 0 && $1 <= 4503599627370496 ? mulmod(a, x, 0, $1) : ($2 = (typeof a === 'number' && typeof x === 'number' && ($t = a * x) <= MAXI && $t >= -MAXI ? $t : ($p = a.fv) !== undefined && ($q = x.fv) !== undefined ? new PyFloat($p * $q) : mul(a, x, P + 4)), $3 = (($t = G.$M) !== undefined ? $t : gname(G, B, 'M', P + 3)), (typeof $2 === 'number' && typeof $3 === 'number' && $3 > 0 && $2 >= 0 ? $2 % $3 : mod($2, $3, P + 5)))), (typeof a === 'number' && typeof x === 'number' && typeof c === 'number' && typeof m === 'number' && m > 0 && m <= 4503599627370496 ? mulmod(a, x, c, m) : ($1 = (typeof a === 'number' && typeof x === 'number' && ($t = a * x) <= MAXI && $t >= -MAXI ? $t : ($p = a.fv) !== undefined && ($q = x.fv) !== undefined ? new PyFloat($p * $q) : mul(a, x, P + 6)), $1 = (typeof $1 === 'number' && typeof c === 'number' && ($t = $1 + c) <= MAXI && $t >= -MAXI ? $t : ($p = $1.fv) !== undefined && ($q = c.fv) !== undefined ? new PyFloat($p + $q) : add($1, c, P + 7)), (typeof $1 === 'number' && typeof m === 'number' && m > 0 && $1 >= 0 ? $1 % m : mod($1, m, P + 8))))]);
  FS.sp = sp - 1; return $4;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 10); L[sp] = P + 10;
  G.$M = 2147483648;
  G.$step = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
