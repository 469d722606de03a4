'use strict';
const { FS, LIM, L, None, rec, caught, reraise, gname, nameError, withExit, withEnter, exitWith, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f(path) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 4); L[sp] = P + 4;
  const $x = FS.exc;
  let file, $t, $c2, $r3, $e4, $c6, $r7, $e8, $1, $2, $3, $4, $5;
  $1 = (L[sp] = P + 1, (($t = G.$open) !== undefined ? $t : ($t = B.$open) !== undefined ? $t : nameError('open', P + 0)).c1(path));
  $2 = withExit($1, P + 1);
  $1 = withEnter($1, P + 1);
  $c2 = 0;
  $F1: {
    try {
      file = $1;
      $3 = (($t = G.$lock) !== undefined ? $t : gname(G, B, 'lock', P + 2));
      $4 = withExit($3, P + 2);
      $3 = withEnter($3, P + 2);
      $c6 = 0;
      $F5: {
        try {
          $5 = (L[sp] = P + 3, file.read$0());
          $r7 = $5; $c6 = 1; break $F5;
        } catch ($c) {
          $e8 = caught($c, sp); FS.exc = $e8;
          if (!exitWith($4, $e8, P + 2)) { for (let i = 12; --i; ); throw reraise($e8, sp); }
          FS.exc = $x; $e8 = undefined; $c6 = -2;
        }
      }
      if ($c6 !== -2) exitWith($4, undefined, P + 2);
      if ($c6 === 1) {
        $r3 = $r7; $c2 = 1; break $F1;
      }
    } catch ($c) {
      $e4 = caught($c, sp); FS.exc = $e4;
      if (!exitWith($2, $e4, P + 1)) { for (let i = 12; --i; ); throw reraise($e4, sp); }
      FS.exc = $x; $e4 = undefined; $c2 = -2;
    }
  }
  if ($c2 !== -2) exitWith($2, undefined, P + 1);
  if ($c2 === 1) {
    FS.sp = sp - 1; return $r3;
  }
  FS.sp = sp - 1; return None;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 5); L[sp] = P + 5;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};
