'use strict';
const { FS, PENDING, LIM, L, None, PyFloat, PyList, PyTuple, tupleIter, rec, recStep, tick, mul, truth, nameError, newDict, dictAdd, unpack, iter, makeFunction, stepClass, stepStopped, stepFailed, listFull } = R;
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
  let x, y, k, v, $x_1, $y_2, $t, $p, $q, $k_3, $v_4, $1, $2, $3, $4, $5, $6, $7;
  $1 = [];
  $2 = (L[sp] = P + 0, ($t = items.s_iter) !== undefined ? $t(items) : iter(items, P + 0));
  while ((PENDING[0] !== 0 && tick(P + 1), L[sp] = P + 0, $3 = $2.s_next($2)) !== undefined) {
    $x_1 = $3;
    if (($x_1 === true || $x_1 !== false && truth($x_1, P + 2))) {
      $4 = (L[sp] = P + 3, ($t = $x_1.s_iter) !== undefined ? $t($x_1) : iter($x_1, P + 3));
      while ((PENDING[0] !== 0 && tick(P + 4), L[sp] = P + 3, $5 = $4.s_next($4)) !== undefined) {
        $y_2 = $5;
        if ($1.push((typeof $x_1 === 'number' && typeof $y_2 === 'number' && ($t = $x_1 * $y_2) <= MAXI && $t >= -MAXI ? $t : ($p = $x_1.fv) !== undefined && ($q = $y_2.fv) !== undefined ? new PyFloat($p * $q) : mul($x_1, $y_2, P + 5))) > 80000000) listFull($1, P + 5);
      }
    }
  }
  $2 = new PyList($1);
  $3 = newDict([], P + 6);
  $4 = (L[sp] = P + 7, ($t = items.s_iter) !== undefined ? $t(items) : iter(items, P + 7));
  while ((PENDING[0] !== 0 && tick(P + 8), L[sp] = P + 7, $5 = $4.s_next($4)) !== undefined) {
    $6 = $5.s_iter === tupleIter && $5.ta.length === 2 ? $5.ta : unpack($5, 2, P + 9);
    $k_3 = $6[0];
    $v_4 = $6[1];
    dictAdd($3, $k_3, $v_4, P + 10);
  }
  $7 = new PyTuple([$2, $3, ($4 = (($t = G.$sum) !== undefined ? $t : ($t = B.$sum) !== undefined ? $t : nameError('sum', P + 11)), $5 = new ($gen2 === undefined ? $mkgen2() : $gen2)(undefined, iter(items, P + 12)), L[sp] = P + 17, $4.c1($5))]);
  FS.sp = sp - 1; return $7;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 19); L[sp] = P + 19;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
