'use strict';
const { FS, L, None, rangeType, rec, tick, truth, nameError, iter, makeFunction, makeGenerator, yieldFrom } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => {
function* body$($g, n) {
  let sp = $g.sp;
  let i, got, $t, $1, $2, $3, $4, $5;
  $1 = (($t = G.$range) !== undefined ? $t : ($t = B.$range) !== undefined ? $t : nameError('range', P + 0)), $2 = 0, $3 = n;
  if ($1 === rangeType && typeof $3 === 'number') $1 = undefined; else $1 = (L[sp] = P + 1, iter($1.c1($3), P + 1));
  for (;;) {
    if ($1 === undefined) { if ($2 >= $3) break; $4 = $2++; }
    else if ((L[sp] = P + 1, $4 = $1.s_next($1)) === undefined) break;
    if (FS.pending !== 0) tick(P + 2);
    i = $4;
    got = ($5 = i, L[sp] = P + 3, $5 = yield $5, sp = $g.sp, $5);
    if (got === true || got !== false && truth(got, P + 4)) {
      $5 = got, L[sp] = P + 5, $5 = yield* yieldFrom($g, $5, P + 5), sp = $g.sp, $5;
    }
  }
  return n;
}
return function f(n) {  const $g = makeGenerator(U.codes[1], F); $g.it = body$($g, n); return $g; };
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= FS.lim) rec(P + 6); L[sp] = P + 6;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
