'use strict';
const { FS, LIM, L, None, PyTuple, rec, caught, reraise, gname, nameError, raiseAgain, excMatch, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f(x) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 11); L[sp] = P + 11;
  const $x = FS.exc;
  let e, $c2, $r3, $e4, $e5, $t, $1;
  $c2 = 0;
  $F1: {
    try {
      try {
        $1 = (L[sp] = P + 1, (($t = G.$g) !== undefined ? $t : gname(G, B, 'g', P + 0)).c1(x));
        $r3 = $1; $c2 = 1; break $F1;
      } catch ($c) {
        $e5 = caught($c, sp); FS.exc = $e5;
        if (excMatch($e5, new PyTuple([(($t = G.$KeyError) !== undefined ? $t : ($t = B.$KeyError) !== undefined ? $t : nameError('KeyError', P + 2)), (($t = G.$ValueError) !== undefined ? $t : ($t = B.$ValueError) !== undefined ? $t : nameError('ValueError', P + 3))]), P + 4)) {
          e = $e5;
          try {
            L[sp] = P + 6, (($t = G.$print) !== undefined ? $t : ($t = B.$print) !== undefined ? $t : nameError('print', P + 5)).c1(e);
            raiseAgain(sp, P + 7);
          } catch ($c) {
            e = undefined;
            throw $c;
          }
        } else {
          if (excMatch($e5, (($t = G.$TypeError) !== undefined ? $t : ($t = B.$TypeError) !== undefined ? $t : nameError('TypeError', P + 8)), P + 8)) {
            FS.exc = $x;
            $r3 = None; $c2 = 1; break $F1;
          } else {
            for (let i = 12; --i; ); throw reraise($e5, sp);
          }
        }
      }
    } catch ($c) {
      $e4 = caught($c, sp); FS.exc = $e4;
      $c2 = -1;
    }
  }
  L[sp] = P + 10, (($t = G.$done) !== undefined ? $t : gname(G, B, 'done', P + 9)).c0();
  if ($c2 === -1) { for (let i = 12; --i; ); throw reraise($e4, sp); }
  if ($c2 === 1) {
    FS.sp = sp - 1; return $r3;
  }
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 12); L[sp] = P + 12;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
