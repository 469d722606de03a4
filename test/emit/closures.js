'use strict';
const { FS, LIM, L, None, PyFloat, PyTuple, PyCell, rec, iadd, unboundFree, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f2 = (F, a$c, b$c) => function inner() {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 4); L[sp] = P + 4;
  let $t, $p, $q, $1, $2;
  $1 = (($t = b$c.v) !== undefined ? $t : unboundFree('b', P + 0));
  b$c.v = ($2 = (($t = a$c.v) !== undefined ? $t : unboundFree('a', P + 1)), (typeof $1 === 'number' && typeof $2 === 'number' && ($t = $1 + $2) <= MAXI && $t >= -MAXI ? $t : ($p = $1.fv) !== undefined && ($q = $2.fv) !== undefined ? new PyFloat($p + $q) : iadd($1, $2, P + 2)));
  $1 = ($t = b$c.v) !== undefined ? $t : unboundFree('b', P + 3);
  FS.sp = sp - 1; return $1;
};
U.mk[2] = $f2;
const $f3 = (F, a$c) => function lambda() {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 6); L[sp] = P + 6;
  let $t, $1;
  $1 = ($t = a$c.v) !== undefined ? $t : unboundFree('a', P + 5);
  FS.sp = sp - 1; return $1;
};
U.mk[3] = $f3;
const $f1 = (F) => function outer(a) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 7); L[sp] = P + 7;
  const a$c = new PyCell(a);
  const b$c = new PyCell(undefined);
  let inner, $1;
  b$c.v = 1;
  inner = makeFunction(U.codes[2], G, $f2, undefined, undefined, undefined, [a$c, b$c]);
  $1 = new PyTuple([inner, makeFunction(U.codes[3], G, $f3, undefined, undefined, undefined, [a$c])]);
  FS.sp = sp - 1; return $1;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 8); L[sp] = P + 8;
  G.$outer = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
