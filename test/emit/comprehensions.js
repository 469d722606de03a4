'use strict';
const { FS, PENDING, LIM, L, None, PyFloat, PyList, PyTuple, listIter, tupleIter, rec, recStep, tick, mul, truth, nameError, newDict, dictAdd, unpack, iter, makeFunction, stepClass, stepStopped, stepFailed, listFull } = R;
const P = U.base, MAXI = 9007199254740991;
var $gen2;
const $mkgen2 = () => $gen2 = stepClass(U.codes[2], [P + 16, P + 15], function (F, u$$2e$0) { this.fn = F; this.s = 0; this.l_u$$2e$0 = u$$2e$0; }, function genexpr($g, $v) {
  let $s = $g.s; if ($s < 0) return stepStopped($g);
  const sp = ++FS.sp; if (sp >= LIM[0]) recStep(P + 16); L[sp] = P + 16; $g.s = ~$s;
  let u$$2e$0 = $g.l_u$$2e$0, x, $1;
  try {
    for (;;) {
      if (PENDING[0] !== 0) tick(P + 13);
      if ((L[sp] = P + 14, $1 = u$$2e$0.s_next(u$$2e$0)) === undefined) { $g.s = -1000000; FS.sp = sp - 1; return undefined; }
      x = $1;
      $g.s = 1;  FS.sp = sp - 1; return x;
    }
  } catch ($c) { throw stepFailed($g, $c, sp); }
});
const $f2 = (F) => function genexpr(u$$2e$0) {
  u$$2e$0 = iter(u$$2e$0, P + 16);
  return new ($gen2 === undefined ? $mkgen2() : $gen2)(F, u$$2e$0);
};
U.mk[2] = $f2;
const $f1 = (F) => function f(items) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 18); L[sp] = P + 18;
  let x, y, k, v, $x_1, $y_2, $t, $q, $p, $k_3, $v_4, $1, $2, $3, $4, $5, $6, $7, $8;
  $1 = [];
  $2 = items, $3 = 0, L[sp] = P + 0;
  if (($t = $2.s_iter) !== listIter && $t !== tupleIter) { $3 = -1; $2 = $t !== undefined ? $t($2) : iter($2, P + 0); }
  for (;;) {
    if (PENDING[0] !== 0) tick(P + 1);
    if ($3 >= 0) { if (($q = $2.la) === undefined) $q = $2.ta; if ($3 >= $q.length) break; $4 = $q[$3++]; }
    else if ((L[sp] = P + 0, $4 = $2.s_next($2)) === undefined) break;
    $x_1 = $4;
    if (($x_1 === true || $x_1 !== false && truth($x_1, P + 2))) {
      $5 = $x_1, $6 = 0, L[sp] = P + 3;
      if (($t = $5.s_iter) !== listIter && $t !== tupleIter) { $6 = -1; $5 = $t !== undefined ? $t($5) : iter($5, P + 3); }
      for (;;) {
        if (PENDING[0] !== 0) tick(P + 4);
        if ($6 >= 0) { if (($q = $5.la) === undefined) $q = $5.ta; if ($6 >= $q.length) break; $7 = $q[$6++]; }
        else if ((L[sp] = P + 3, $7 = $5.s_next($5)) === undefined) break;
        $y_2 = $7;
        if ($1.push((typeof $x_1 === 'number' && typeof $y_2 === 'number' && ($t = $x_1 * $y_2) <= MAXI && $t >= -MAXI ? $t : ($p = $x_1.fv) !== undefined && ($q = $y_2.fv) !== undefined ? new PyFloat($p * $q) : mul($x_1, $y_2, P + 5))) > 80000000) listFull($1, P + 5);
      }
    }
  }
  $2 = new PyList($1);
  $3 = newDict([], P + 6);
  $4 = items, $5 = 0, L[sp] = P + 7;
  if (($t = $4.s_iter) !== listIter && $t !== tupleIter) { $5 = -1; $4 = $t !== undefined ? $t($4) : iter($4, P + 7); }
  for (;;) {
    if (PENDING[0] !== 0) tick(P + 8);
    if ($5 >= 0) { if (($q = $4.la) === undefined) $q = $4.ta; if ($5 >= $q.length) break; $6 = $q[$5++]; }
    else if ((L[sp] = P + 7, $6 = $4.s_next($4)) === undefined) break;
    $7 = $6.s_iter === tupleIter && $6.ta.length === 2 ? $6.ta : unpack($6, 2, P + 9);
    $k_3 = $7[0];
    $v_4 = $7[1];
    dictAdd($3, $k_3, $v_4, P + 10);
  }
  $8 = new PyTuple([$2, $3, ($4 = (($t = G.$sum) !== undefined ? $t : ($t = B.$sum) !== undefined ? $t : nameError('sum', P + 11)), $5 = new ($gen2 === undefined ? $mkgen2() : $gen2)(undefined, iter(items, P + 12)), L[sp] = P + 17, $4.c1($5))]);
  FS.sp = sp - 1; return $8;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 19); L[sp] = P + 19;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
