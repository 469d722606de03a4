'use strict';
const { FS, PENDING, LIM, L, None, rangeType, rec, recStep, tick, truth, nameError, iter, makeFunction, stepClass, stepStopped, stepFailed, yieldFromStart, delegateStep } = R;
const P = U.base, MAXI = 9007199254740991;
var $gen1;
const $mkgen1 = () => $gen1 = stepClass(U.codes[1], [P + 6, 0, 0, 0, P + 3, 0, 0, P + 5], function (F, n) { this.fn = F; this.s = 0; this.delegate = undefined; this.got = undefined; this.ret = undefined; this.l_n = n; this.l_$i1 = undefined; this.l_$i2 = undefined; this.l_$i3 = undefined; }, function f($g, $v) {
  let $s = $g.s; if ($s < 0) return stepStopped($g);
  const sp = ++FS.sp; if (sp >= LIM[0]) recStep(P + 6); L[sp] = P + 6; $g.s = ~$s;
  let n = $g.l_n, $i1 = $g.l_$i1, $i2 = $g.l_$i2, $i3 = $g.l_$i3, i, got, $t, $1, $2;
  try {
    $S: for (;;) switch ($s) {
      case 0:
        $i1 = (($t = G.$range) !== undefined ? $t : ($t = B.$range) !== undefined ? $t : nameError('range', P + 0)), $i2 = 0, $i3 = n;
        if ($i1 === rangeType && typeof $i3 === 'number') $i1 = undefined; else $i1 = (L[sp] = P + 1, iter($i1.c1($i3), P + 1));
        $g.l_$i1 = $i1; $g.l_$i3 = $i3;
      case 1:
        if (PENDING[0] !== 0) tick(P + 2);
        if ($i1 === undefined) { if ($i2 >= $i3) { $s = 2; continue $S; } $1 = $i2++; }
        else if ((L[sp] = P + 1, $1 = $i1.s_next($i1)) === undefined) { $s = 2; continue $S; }
        i = $1;
        $g.s = 4; $g.l_$i2 = $i2; FS.sp = sp - 1; return i;
      case 4:
        L[sp] = P + 3;
        $2 = $v === undefined ? None : $v;
        got = $2;
        if (!(got === true || got !== false && truth(got, P + 4))) { $s = 5; continue $S; }
        $g.delegate = yieldFromStart($g, got, P + 5); $v = undefined;
      case 7:
        L[sp] = P + 5;
        if (($2 = delegateStep($g, $v)) !== undefined) { $g.s = 7;  FS.sp = sp - 1; return $2; }
      case 5:
        $s = 1; continue $S;
      case 2:
        $i1 = undefined;
      case 3:
        $g.s = -1000000; $g.ret = n; FS.sp = sp - 1; return undefined;
      }
  } catch ($c) { throw stepFailed($g, $c, sp); }
});
const $f1 = (F) => function f(n) {
  return new ($gen1 === undefined ? $mkgen1() : $gen1)(F, n);
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 7); L[sp] = P + 7;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
