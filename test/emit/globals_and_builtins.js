'use strict';
const { FS, LIM, L, None, PyFloat, lenBuiltin, rec, iadd, gname, nameError, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f() {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 8); L[sp] = P + 8;
  let $t, $p, $q, $1, $2, $3;
  $1 = (($t = G.$count) !== undefined ? $t : gname(G, B, 'count', P + 0));
  G.$count = ($2 = ($2 = (($t = G.$len) !== undefined ? $t : ($t = B.$len) !== undefined ? $t : nameError('len', P + 1)), $3 = (L[sp] = P + 4, (($t = G.$str) !== undefined ? $t : ($t = B.$str) !== undefined ? $t : nameError('str', P + 2)).c1((($t = G.$count) !== undefined ? $t : gname(G, B, 'count', P + 3)))), L[sp] = P + 5, ($2 === lenBuiltin && ($t = $3.s_len) !== undefined && ($t = $t($3)) <= MAXI ? $t : $2.c1($3))), (typeof $1 === 'number' && typeof $2 === 'number' && ($t = $1 + $2) <= MAXI && $t >= -MAXI ? $t : ($p = $1.fv) !== undefined && ($q = $2.fv) !== undefined ? new PyFloat($p + $q) : iadd($1, $2, P + 6)));
  $1 = ($t = G.$undefined) !== undefined ? $t : gname(G, B, 'undefined', P + 7);
  FS.sp = sp - 1; return $1;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 9); L[sp] = P + 9;
  G.$count = 0;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
