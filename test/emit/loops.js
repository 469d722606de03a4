'use strict';
const { FS, PENDING, LIM, L, None, PyFloat, rangeType, listIter, tupleIter, rec, tick, iadd, isub, neg, isEq, isGt, nameError, iter, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f(items, n) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 12); L[sp] = P + 12;
  let total, x, i, $t, $q, $p, $1, $2, $3, $4;
  total = 0;
  $B1: {
    $1 = items, $2 = 0, L[sp] = P + 0;
    if (($t = $1.s_iter) !== listIter && $t !== tupleIter) { $2 = -1; $1 = $t !== undefined ? $t($1) : iter($1, P + 0); }
    for (;;) {
      if (PENDING[0] !== 0) tick(P + 1);
      if ($2 >= 0) { if (($q = $1.la) === undefined) $q = $1.ta; if ($2 >= $q.length) break; $3 = $q[$2++]; }
      else if ((L[sp] = P + 0, $3 = $1.s_next($1)) === undefined) break;
      x = $3;
      if (x === None) {
        continue;
      }
      total = typeof total === 'number' && typeof x === 'number' && ($t = total + x) <= MAXI && $t >= -MAXI ? $t : ($p = total.fv) !== undefined && ($q = x.fv) !== undefined ? new PyFloat($p + $q) : iadd(total, x, P + 2);
    }
    total = typeof total === 'number' ? -total : ($p = total.fv) !== undefined ? new PyFloat(-$p) : neg(total, P + 3);
  }
  while (PENDING[0] !== 0 && tick(P + 4), typeof n === 'number' ? n > 0 : isGt(n, 0, P + 5)) {
    n = typeof n === 'number' && ($t = n - 1) >= -MAXI ? $t : ($p = n.fv) !== undefined ? new PyFloat($p - 1) : isub(n, 1, P + 6);
    if (typeof n === 'number' ? n === 5 : isEq(n, 5, P + 7)) {
      break;
    }
  }
  $1 = (($t = G.$range) !== undefined ? $t : ($t = B.$range) !== undefined ? $t : nameError('range', P + 8)), $2 = 0, $3 = n;
  if ($1 === rangeType && typeof $3 === 'number') $1 = undefined; else $1 = (L[sp] = P + 9, iter($1.c1($3), P + 9));
  for (;;) {
    if (PENDING[0] !== 0) tick(P + 10);
    if ($1 === undefined) { if ($2 >= $3) break; $4 = $2++; }
    else if ((L[sp] = P + 9, $4 = $1.s_next($1)) === undefined) break;
    i = $4;
    total = typeof total === 'number' && typeof i === 'number' && ($t = total + i) <= MAXI && $t >= -MAXI ? $t : ($p = total.fv) !== undefined && ($q = i.fv) !== undefined ? new PyFloat($p + $q) : iadd(total, i, P + 11);
  }
  FS.sp = sp - 1; return total;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 13); L[sp] = P + 13;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
