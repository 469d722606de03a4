'use strict';
const { FS, LIM, L, None, PyTuple, rec, lt, le, isLt, contains, truth, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f(a, b, c) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 5); L[sp] = P + 5;
  let $p, $q, $1, $2, $3;
  $3 = new PyTuple([((($2 = ($1 = (typeof a === 'number' && typeof b === 'number' ? a < b : ($p = a.fv) !== undefined && ($q = b.fv) !== undefined ? $p < $q : lt(a, b, P + 0)), $1)) === true || $2 !== false && truth($2, P + 0)) ? (typeof b === 'number' && typeof c === 'number' ? b <= c : ($p = b.fv) !== undefined && ($q = c.fv) !== undefined ? $p <= $q : le(b, c, P + 0)) : $1), (a !== b), (!contains(c, a, P + 1)), (!(a === true || a !== false && truth(a, P + 2))), ((($1 = ((($1 = a) === true || $1 !== false && truth($1, P + 3)) ? b : $1)) === true || $1 !== false && truth($1, P + 4)) ? $1 : c)]);
  FS.sp = sp - 1; return $3;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 6); L[sp] = P + 6;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
